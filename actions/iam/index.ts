// AWS IAM: long-term access keys.
export { disableAccessKey } from "./disable-access-key/action.ts";
export { enableAccessKey } from "./enable-access-key/action.ts";
export { listAccessKeys } from "./list-access-keys/action.ts";
