// The account and region this host plays, and the names AWS would give to what lives in them.
import { randomUUID } from "node:crypto";

export const account = "000000000000";
export const region = "us-east-1";

export const arnOf = {
  topic: (name: string): string => `arn:aws:sns:${region}:${account}:${name}`,
  queue: (name: string): string => `arn:aws:sqs:${region}:${account}:${name}`,
  function: (name: string): string => `arn:aws:lambda:${region}:${account}:function:${name}`,
  secret: (name: string, suffix: string): string =>
    `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${suffix}`,
};

/** The last part of an ARN: `arn:aws:sqs:us-east-1:000000000000:findings` → `findings`. Null when it names another service. */
export function nameInArn(arn: string, service: string): string | null {
  const parts = arn.split(":");
  if (parts.length < 6 || parts[0] !== "arn" || parts[2] !== service) return null;
  return parts.slice(5).join(":");
}

export const requestId = (): string => randomUUID();
