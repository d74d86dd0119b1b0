// Contracts of the actions that write on a case.
export { addEvidence } from "./add-evidence/action.ts";
export { setSeverity } from "./set-severity/action.ts";
export { setVerdict } from "./set-verdict/action.ts";
