// Who somebody is, and what can be taken from them.
export { resolvePrincipal } from "./resolve-principal/action.ts";
export { restoreSessions } from "./restore-sessions/action.ts";
export { revokeSessions } from "./revoke-sessions/action.ts";
