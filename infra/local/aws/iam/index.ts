// IAM (the Query API of 2010-05-08) for the organisation's account, with the state that containment changes. Whatever the
// caller's credentials, it is that one account: signatures are not checked, only that there is one.
import type { Clock } from "../../clock.ts";
import { marked } from "../../simulators/mark.ts";
import type { Organisation } from "../../simulators/organisation.ts";
import type { WireHandler } from "../../wire.ts";
import { AwsError } from "../protocol/aws-error.ts";
import { type QueryAction, queryHandler } from "../protocol/query.ts";
import { type Call, type Caller, isAllowed } from "./access.ts";
import { policyActions } from "./policy-actions.ts";
import { standingActions } from "./standing-actions.ts";
import { openState } from "./state.ts";
import { userActions } from "./user-actions.ts";

export interface IamOptions {
  readonly clock: Clock;
  readonly organisation: Organisation;
  /** Where its file is kept; null keeps everything in memory. */
  readonly dataDir: string | null;
}

export interface SimulatedUser {
  readonly name: string;
  readonly accessKeys: readonly { readonly id: string; readonly status: "Active" | "Inactive" }[];
  readonly policies: Readonly<Record<string, string>>;
}

export interface IamSnapshot {
  readonly users: readonly SimulatedUser[];
  readonly roles: readonly { readonly name: string; readonly policies: Readonly<Record<string, string>> }[];
}

export interface Iam {
  readonly handle: WireHandler;
  users(): readonly SimulatedUser[];
  /** Everything that can change, to be compared before and after. */
  snapshot(): IamSnapshot;
  /** Whether the organisation's account would let this caller make this call now: what containment is for. */
  allows(caller: Caller, call: Call): boolean;
  close(): void;
}

export function createIam({ clock, organisation, dataDir }: IamOptions): Iam {
  const state = openState(organisation, dataDir);
  const handle = queryHandler({
    version: "2010-05-08",
    namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    actions: signed({
      ...userActions({ organisation, state }),
      ...policyActions({ organisation, state }),
      ...standingActions({ organisation, state }),
    }),
  });
  const policies = (kind: "user" | "role", name: string): Record<string, string> =>
    Object.fromEntries(
      state.policiesOf({ kind, name }).map((policy) => [policy, state.policy({ kind, name }, policy) ?? ""]),
    );
  const users = (): readonly SimulatedUser[] =>
    organisation.iamUsers.map(({ name }) => ({
      name,
      accessKeys: state.keysOf(name).map(({ id, status }) => ({ id, status })),
      policies: policies("user", name),
    }));
  return {
    handle: async (request) => marked(await handle(request)),
    users,
    snapshot: () => ({
      users: users(),
      roles: organisation.iamRoles.map(({ name }) => ({ name, policies: policies("role", name) })),
    }),
    allows: (caller, call) => isAllowed({ organisation, state, now: clock.now() }, caller, call),
    close: () => state.close(),
  };
}

/** Refuses calls that carry no signature at all, as AWS does before it looks at anything else. */
export const signed = (actions: Readonly<Record<string, QueryAction>>): Record<string, QueryAction> =>
  Object.fromEntries(
    Object.entries(actions).map(([name, action]) => [
      name,
      async (form, request) => {
        if (!/^AWS4-HMAC-SHA256 Credential=[\w-]+\//.test(request.headers.authorization ?? "")) {
          throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", { status: 403 });
        }
        return action(form, request);
      },
    ]),
  );
