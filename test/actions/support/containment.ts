// The stage of every containment: IAM on the wire, the case table, and grants as the approval function writes them.
import { afterAll, beforeAll, beforeEach } from "vitest";
import { revocationAt } from "../../../actions/identity/revocation.ts";
import type { Call } from "../../../actions/kit/contract/index.ts";
import { writeGrant } from "../../../actions/kit/runtime/case-store/grants.ts";
import { digestOf } from "../../../actions/kit/runtime/digest.ts";
import type { Handler } from "../../../actions/kit/runtime/work.ts";
import { type Dynamo, startDynamo } from "./dynamo.ts";
import { anIam, answerIam, type IamState } from "./iam.ts";
import { aCall, exampleSettings, startWorld, type World } from "./world.ts";

export interface Stage {
  /** As it is in this test; every test begins with a fresh one. */
  iam: IamState;
  execution: number;
  dynamo: Dynamo;
}

/** Sets the stage for the tests of a file. */
export function aStage(): Stage {
  const stage = { iam: anIam(), execution: 0 } as Stage;
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    stage.dynamo = await startDynamo("riposte-cases");
  });
  afterAll(async () => {
    await world.stop();
    await stage.dynamo.stop();
  });
  beforeEach(() => {
    stage.iam = anIam();
    stage.execution += 1;
    stage.dynamo.refuses(null);
    world.awsSays((asked) => answerIam(stage.iam, asked));
    world.settings(exampleSettings);
  });
  return stage;
}

export const key = (id: string, userName = "maria.lopez") => ({
  accessKeyId: id,
  userName,
  account: "111122223333",
  status: "Active",
  created: null,
  lastUsed: null,
  lastUsedService: null,
});

export const account = "111122223333";
export const maria = {
  type: "iam-user",
  id: "arn:aws:iam::111122223333:user/people/maria.lopez",
  account,
  name: "maria.lopez",
};
export const session = {
  type: "iam-role-session",
  id: "arn:aws:sts::111122223333:assumed-role/deploy/ci",
  account,
  role: "deploy",
  session: "ci",
};

/** A denial of sessions that was put there long ago. */
export const old = revocationAt(new Date("2026-01-01T00:00:00Z")).document;

export const callOf = ({ execution }: Stage, action: string, changes: Partial<Call> = {}): Call =>
  // A playbook of its own for every test: how often one may contain in an hour is counted.
  aCall({
    execution: `execution-${execution}`,
    playbook: `playbook-${execution}`,
    step: action.replace(".", "-"),
    ...changes,
  });

export interface Granted {
  readonly action: string;
  readonly input: unknown;
  readonly call: Call;
  readonly expiresAt?: number;
}

export function grant({ action, input, call, expiresAt = Date.now() + 600_000 }: Granted): Promise<void> {
  const { execution, step, item } = call;
  const decision = { approval: "a1b2c3", decidedBy: "dana.kim", decidedAt: Date.now(), expiresAt };
  return writeGrant({ execution, step, item, action, digest: digestOf({ action, input }), ...decision });
}

/** Grants the call and makes it. */
export async function contained<T>(handler: Handler, { action, input, call }: Granted): Promise<T> {
  await grant({ action, input, call });
  return ((await handler({ input, call })) as { output: T }).output;
}
