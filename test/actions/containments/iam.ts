// Access keys and sessions in IAM.
import { handler as disable } from "../../../actions/iam/disable-access-key/handler.ts";
import { handler as enable } from "../../../actions/iam/enable-access-key/handler.ts";
import { handler as restore } from "../../../actions/identity/restore-sessions/handler.ts";
import { policyName, revocationAt } from "../../../actions/identity/revocation.ts";
import { handler as revoke } from "../../../actions/identity/revoke-sessions/handler.ts";
import { account, key, maria, old, type Stage, session } from "../support/containment.ts";
import type { Containment } from "./containment.ts";

const breakGlass = { ...maria, id: "arn:aws:iam::111122223333:user/emergency/break-glass", name: "break-glass" };
const keyName = { accessKeyId: "AKIAEXAMPLEMARIA0001", userName: "maria.lopez", account };

const keysBecome = (status: string) => (stage: Stage) => {
  for (const held of stage.iam.users["maria.lopez"]?.keys ?? []) held.status = status;
};
const firstKey = (stage: Stage) => stage.iam.users["maria.lopez"]?.keys[0];

function put(stage: Stage, document: string | null, holder: "user" | "role" = "user"): void {
  const policies = (holder === "user" ? stage.iam.users["maria.lopez"] : stage.iam.roles.deploy)?.policies ?? {};
  if (document === null) delete policies[policyName];
  else policies[policyName] = document;
}

const common = {
  siteOf: (stage: Stage) => stage.iam,
  service: "iam",
  refusals: [
    ["AccessDenied", 403, "Unauthorized"],
    ["InvalidClientTokenId", 403, "Unauthorized"],
    ["NoSuchEntity", 404, "NotFound"],
    ["UnmodifiableEntity", 400, "NotContainable"],
    ["EntityTemporarilyUnmodifiable", 409, "Conflict"],
    ["ConcurrentModification", 409, "Conflict"],
    ["MalformedPolicyDocument", 400, "Bug"],
    ["ValidationError", 400, "InvalidInput"],
    ["Throttling", 400, "RateLimited"],
    ["ServiceFailure", 500, "Unavailable"],
  ],
} as const;

export const inIam: readonly Containment[] = [
  {
    ...common,
    action: "iam.disable-access-key",
    handler: disable,
    input: { key: key("AKIAEXAMPLEMARIA0001") },
    atProtected: { key: key("AKIAEXAMPLEBREAK0001", "break-glass") },
    other: { key: key("AKIAEXAMPLEMARIA0002") },
    nothing: keysBecome("Inactive"),
    refusals: [...common.refusals, ["LimitExceeded", 409, "Refused"]],
    writes: "UpdateAccessKey",
    reads: "ListAccessKeys",
    inverse: {
      handler: enable,
      stateOf: (stage) => firstKey(stage)?.status,
      // Nobody else can make it anything but active again, which is what undo wants: only its end is a change that counts.
      meddle: (stage) => void stage.iam.users["maria.lopez"]?.keys.splice(0, 1),
    },
  },
  {
    ...common,
    action: "iam.enable-access-key",
    handler: enable,
    input: { key: keyName, left: "Inactive", restore: "Active" },
    atProtected: { key: { ...keyName, userName: "break-glass" }, left: "Inactive", restore: "Active" },
    other: { key: { ...keyName, accessKeyId: "AKIAEXAMPLEMARIA0002" }, left: "Inactive", restore: "Active" },
    before: keysBecome("Inactive"),
    nothing: keysBecome("Active"),
    writes: "UpdateAccessKey",
    reads: "ListAccessKeys",
    inverse: null,
  },
  {
    ...common,
    action: "identity.revoke-sessions",
    handler: revoke,
    input: { principal: maria },
    atProtected: { principal: breakGlass },
    other: { principal: session },
    nothing: (stage) => put(stage, revocationAt(new Date(Date.now() + 60_000)).document),
    also: [{ input: { principal: session } }],
    writes: "PutUserPolicy",
    reads: "GetUserPolicy",
    inverse: {
      handler: restore,
      changes: { early: true },
      stateOf: (stage) => stage.iam.users["maria.lopez"]?.policies[policyName],
      meddle: (stage) => put(stage, '{"Version":"2012-10-17","Statement":[]}'),
    },
  },
  {
    ...common,
    action: "identity.restore-sessions",
    handler: restore,
    input: { principal: maria, left: old, restore: null, early: false },
    atProtected: { principal: breakGlass, left: old, restore: null, early: false },
    other: { principal: session, left: old, restore: null, early: false },
    before: (stage) => put(stage, old),
    nothing: (stage) => put(stage, null),
    also: [
      { input: { principal: maria, left: old, restore: "{}", early: false }, before: (stage) => put(stage, old) },
      {
        input: { principal: session, left: old, restore: "{}", early: false },
        before: (stage) => put(stage, old, "role"),
      },
      {
        input: { principal: session, left: old, restore: null, early: false },
        before: (stage) => put(stage, old, "role"),
      },
    ],
    writes: "DeleteUserPolicy",
    reads: "GetUserPolicy",
    inverse: null,
  },
];
