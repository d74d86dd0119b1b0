// AWS IAM: long-term access keys, and what a principal may do and signs in with.
export { disableAccessKey } from "./disable-access-key/action.ts";
export { enableAccessKey } from "./enable-access-key/action.ts";
export { findKeyUse } from "./find-key-use/action.ts";
export { listAccessKeys } from "./list-access-keys/action.ts";
export { listPolicies } from "./list-policies/action.ts";
export { listSecondFactors } from "./list-second-factors/action.ts";
