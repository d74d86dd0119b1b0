// The simulated IAM and STS behind the host's own door, and ordinary SDK clients to call them.
import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import { createIam, type Iam } from "../../../infra/local/aws/iam/index.ts";
import { createSts } from "../../../infra/local/aws/sts/index.ts";
import { type MovableClock, testClock } from "../../../infra/local/clock.ts";
import { type LocalServer, startServer } from "../../../infra/local/server.ts";
import { createOrganisation, createSimulators, type FailureKind } from "../../../infra/local/simulators/index.ts";

export const start = Date.parse("2026-11-23T09:42:00.000Z");

export interface World {
  readonly iam: Iam;
  readonly clock: MovableClock;
  readonly server: LocalServer;
  readonly client: IAMClient;
  readonly sts: STSClient;
  close(): Promise<void>;
}

/** `failure`: IAM is told to fail in this way. */
export async function aWorld(dataDir: string | null = null, failure: FailureKind | null = null): Promise<World> {
  const clock = testClock(start);
  const organisation = createOrganisation(clock);
  const iam = createIam({ clock, organisation, dataDir });
  const sts = createSts({ clock, organisation });
  const simulators = createSimulators({ clock, organisation, extra: { iam: iam.handle } });
  simulators.fail("iam", failure);
  const handle = simulators.handle("iam") ?? iam.handle;
  const server = await startServer({ port: 0, services: { iam: handle, sts: sts.handle } });
  const config = {
    endpoint: server.origin,
    region: "us-east-1",
    credentials: { accessKeyId: "simulated", secretAccessKey: "simulated" },
    maxAttempts: 1,
  };
  const clients = { client: new IAMClient(config), sts: new STSClient(config) };
  return {
    iam,
    clock,
    server,
    ...clients,
    async close() {
      clients.client.destroy();
      clients.sts.destroy();
      await server.close(0);
      iam.close();
    },
  };
}

/** A policy that denies everything, under a condition or without one. */
export const deny = (condition?: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: ["*"], Resource: ["*"], ...(condition ? { Condition: condition } : {}) }],
  });
