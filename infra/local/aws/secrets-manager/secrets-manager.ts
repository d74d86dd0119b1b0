// Secrets Manager on this host. On disk a secret is readable by the user who runs the host, and by nobody else.
import type { Clock } from "../../clock.ts";
import type { WireHandler } from "../../wire.ts";
import { AwsError } from "../protocol/aws-error.ts";
import { jsonHandler } from "../protocol/json.ts";
import { openStore } from "../store/store.ts";
import { secretsOperations } from "./operations.ts";
import { createSecret, findSecret, putVersion, secretsSchema, versionsOf } from "./secrets.ts";

export interface SecretsManagerOptions {
  readonly clock: Clock;
  /** Where secrets are kept; null keeps them in memory. */
  readonly dataDir: string | null;
}

export interface SecretsManager {
  readonly handle: WireHandler;
  /** Makes the secret, or gives it this value; nothing changes when it has it. */
  ensureSecret(name: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

export function createSecretsManager({ clock, dataDir }: SecretsManagerOptions): SecretsManager {
  const store = openStore({ dataDir, name: "secrets-manager", schema: secretsSchema });
  return {
    handle: jsonHandler({ prefix: "secretsmanager", version: "1.1", operations: secretsOperations(store, clock) }),
    ensureSecret: (name, text) => store.write(() => ensure(name, text)),
    stop: async () => store.close(),
  };

  function ensure(name: string, text: string): void {
    const value = { text, binary: null };
    const secret = known(name);
    if (!secret) {
      createSecret(store, { name, description: null, value }, clock.now());
      return;
    }
    const current = versionsOf(store, secret).find(({ stages }) => stages.includes("AWSCURRENT"));
    if (current?.text !== text) putVersion(store, secret, { value, stages: ["AWSCURRENT"] }, clock.now());
  }

  function known(name: string): ReturnType<typeof findSecret> | null {
    try {
      return findSecret(store, name);
    } catch (error) {
      if (error instanceof AwsError) return null;
      throw error;
    }
  }
}
