// Definitions and roles as they come in.
import { diagnose } from "../definition/diagnose.ts";
import { ApiError, invalidArn } from "../wire/api-error.ts";

/** Throws InvalidDefinition with every problem found, as AWS lists them. */
export function checkedDefinition(definition: string): void {
  const problems = diagnose(definition).map(
    ({ code, message, location }) => `${code}: ${message}${location === null ? "" : ` at ${location}`}`,
  );
  if (problems.length > 0) {
    throw new ApiError("InvalidDefinition", `Invalid State Machine Definition: '${problems.join(", ")}'`);
  }
}

export function checkedRole(roleArn: string): string {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(roleArn)) return roleArn;
  throw invalidArn(roleArn.startsWith("arn:") ? `Invalid ARN: ${roleArn}` : `Invalid ARN prefix: ${roleArn}`);
}
