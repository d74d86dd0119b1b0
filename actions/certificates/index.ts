// Certificates, as the public logs of certificate transparency show them.
export { issuedFor } from "./issued-for/action.ts";
