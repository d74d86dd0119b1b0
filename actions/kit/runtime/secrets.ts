// Secrets are fetched when first needed, kept for a few minutes in the function's memory, and nowhere else: never in the
// environment, in logs or in the state of an execution.
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Secrets } from "../contract/define-action.ts";
import { PermanentFailure } from "../contract/failure.ts";
import { awsClient } from "./aws.ts";
import { environment } from "./environment.ts";
import { rememberSecret } from "./scrub.ts";

const keptFor = 5 * 60_000;

const cache = new Map<string, { readonly value: Promise<string>; readonly fetchedAt: number }>();

/** One async getter for each secret declared, by the same name. */
export type SecretReaders<S extends Secrets> = { readonly [Name in keyof S]: () => Promise<string> };

export function secretReaders<S extends Secrets>(secrets: S): SecretReaders<S> {
  const readers = Object.entries(secrets).map(([name, secret]) => [name, () => secretValue(secret.name)]);
  return Object.fromEntries(readers) as SecretReaders<S>;
}

/** Forgets values that a vendor refused. Whether one of them was fetched before `began`, so that a fresh one may differ. */
export function forgetSecrets(secrets: Secrets, began: number): boolean {
  const paths = Object.values(secrets).map((secret) => pathOf(secret.name));
  const stale = paths.some((path) => (cache.get(path)?.fetchedAt ?? began) < began);
  for (const path of paths) cache.delete(path);
  return stale;
}

/** The value of the secret `<prefix>/<name>`. @throws MissingSecret when there is none. */
export function secretValue(name: string): Promise<string> {
  const path = pathOf(name);
  const kept = cache.get(path);
  if (kept !== undefined && kept.fetchedAt + keptFor > Date.now()) return kept.value;
  const value = fetchSecret(path);
  cache.set(path, { value, fetchedAt: Date.now() });
  value.catch(() => {
    if (cache.get(path)?.value === value) cache.delete(path);
  });
  return value;
}

const pathOf = (name: string): string => `${environment().secretsPrefix}/${name}`;

async function fetchSecret(path: string): Promise<string> {
  const command = new GetSecretValueCommand({ SecretId: path });
  const answer = await awsClient(SecretsManagerClient)
    .send(command)
    .catch((error: unknown) => {
      throw (error as Error).name === "ResourceNotFoundException" ? missing(path) : error;
    });
  const value = answer.SecretString?.trim();
  if (!value) throw missing(path);
  rememberSecret(value);
  return value;
}

const missing = (path: string): PermanentFailure =>
  new PermanentFailure(
    "MissingSecret",
    `the secret ${path} has no value: put one into Secrets Manager under this name`,
  );
