// The operations of Secrets Manager that an application and its operator use.
import * as z from "zod";
import type { Clock } from "../../clock.ts";
import { type JsonOperation, jsonOperation } from "../protocol/json.ts";
import type { Store } from "../store/store.ts";
import { invalidParameter } from "./errors.ts";
import {
  createSecret,
  findSecret,
  listSecrets,
  putVersion,
  type Secret,
  type SecretValue,
  type Version,
  versionsOf,
  versionWith,
} from "./secrets.ts";

const valueLimit = 65_536;
const value = { SecretString: z.string().optional(), SecretBinary: z.base64().optional() };
const token = { ClientRequestToken: z.string().min(32).max(64).optional() };
const id = { SecretId: z.string().min(1).max(2_048) };

export function secretsOperations(store: Store, clock: Clock): Readonly<Record<string, JsonOperation>> {
  return {
    CreateSecret: jsonOperation(
      z.object({ Name: z.string(), Description: z.string().nullish(), ...value, ...token }),
      async (input) => {
        checkName(input.Name);
        const creation = {
          name: input.Name,
          description: input.Description ?? null,
          token: input.ClientRequestToken,
          value: givenValue(input),
        };
        const { secret, version } = await store.write(() => createSecret(store, creation, clock.now()));
        return { ARN: secret.arn, Name: secret.name, ...(version === null ? {} : { VersionId: version }) };
      },
    ),
    PutSecretValue: jsonOperation(
      z.object({
        ...id,
        ...value,
        ...token,
        VersionStages: z.array(z.string().min(1)).min(1).max(20).default(["AWSCURRENT"]),
      }),
      async (input) => {
        const given = givenValue(input);
        if (given === null) throw invalidParameter("You must provide either SecretString or SecretBinary.");
        const putting = { token: input.ClientRequestToken, value: given, stages: input.VersionStages };
        const [secret, version] = await store.write(() => {
          const found = findSecret(store, input.SecretId);
          return [found, putVersion(store, found, putting, clock.now())] as const;
        });
        return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
      },
    ),
    GetSecretValue: jsonOperation(
      z.object({ ...id, VersionId: z.string().optional(), VersionStage: z.string().optional() }),
      (input) => {
        const secret = findSecret(store, input.SecretId);
        return shownValue(secret, versionWith(store, secret, { id: input.VersionId, stage: input.VersionStage }));
      },
    ),
    DescribeSecret: jsonOperation(z.object(id), (input) => {
      const secret = findSecret(store, input.SecretId);
      return { ...shownSecret(secret), VersionIdsToStages: stagesOf(store, secret) };
    }),
    ListSecrets: jsonOperation(
      z.object({ MaxResults: z.int().min(1).max(100).default(100), NextToken: z.string().optional() }),
      (input) => {
        const left = listSecrets(store).filter(({ name }) => name > (input.NextToken ?? ""));
        const shown = left.slice(0, input.MaxResults);
        const list = shown.map((secret) => ({
          ...shownSecret(secret),
          SecretVersionsToStages: stagesOf(store, secret),
        }));
        return { SecretList: list, ...(left.length > shown.length ? { NextToken: shown.at(-1)?.name } : {}) };
      },
    ),
    DeleteSecret: jsonOperation(
      z.object({ ...id, ForceDeleteWithoutRecovery: z.boolean().default(false) }),
      async (input) => {
        if (!input.ForceDeleteWithoutRecovery)
          throw invalidParameter("this host keeps no deleted secrets; ask for ForceDeleteWithoutRecovery");
        const secret = await store.write(() => {
          const found = findSecret(store, input.SecretId);
          store.run("DELETE FROM versions WHERE arn = ?", found.arn);
          store.run("DELETE FROM secrets WHERE arn = ?", found.arn);
          return found;
        });
        return { ARN: secret.arn, Name: secret.name, DeletionDate: clock.now() / 1_000 };
      },
    ),
  };
}

function checkName(name: string): void {
  if (/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) return;
  throw invalidParameter(
    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
  );
}

function givenValue(input: {
  SecretString?: string | undefined;
  SecretBinary?: string | undefined;
}): SecretValue | null {
  const { SecretString: text, SecretBinary: binary } = input;
  if (text !== undefined && binary !== undefined)
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  if (text === undefined && binary === undefined) return null;
  const length = text === undefined ? Buffer.byteLength(binary ?? "", "base64") : Buffer.byteLength(text);
  if (length > valueLimit)
    throw invalidParameter(`the secret value is ${length} bytes long, at most ${valueLimit} are allowed`);
  return { text: text ?? null, binary: binary ?? null };
}

const shownValue = (secret: Secret, version: Version): object => ({
  ARN: secret.arn,
  Name: secret.name,
  VersionId: version.id,
  ...(version.text === null ? { SecretBinary: version.binary } : { SecretString: version.text }),
  VersionStages: version.stages,
  CreatedDate: version.createdAt / 1_000,
});

const shownSecret = (secret: Secret): object => ({
  ARN: secret.arn,
  Name: secret.name,
  ...(secret.description === null ? {} : { Description: secret.description }),
  CreatedDate: secret.createdAt / 1_000,
  LastChangedDate: secret.changedAt / 1_000,
});

const stagesOf = (store: Store, secret: Secret): object =>
  Object.fromEntries(
    versionsOf(store, secret).flatMap(({ id: version, stages }) => (stages.length > 0 ? [[version, stages]] : [])),
  );
