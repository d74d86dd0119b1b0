// Secrets Manager on the wire, as far as reading one value goes.
import type { Asked, Reply } from "./server.ts";

export const isSecretsCall = ({ headers }: Asked): boolean =>
  headers["x-amz-target"] === "secretsmanager.GetSecretValue";

export function answerSecret(values: Readonly<Record<string, string>>, asked: Asked): Reply {
  const { SecretId: id } = JSON.parse(asked.body) as { SecretId: string };
  const value = values[id];
  const headers = { "content-type": "application/x-amz-json-1.1" };
  if (value === undefined) {
    const body = { __type: "ResourceNotFoundException", Message: "Secrets Manager can't find the specified secret." };
    return { status: 400, headers, body };
  }
  return {
    headers,
    body: { ARN: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${id}`, Name: id, SecretString: value },
  };
}
