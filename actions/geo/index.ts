// Where addresses are, how precisely that is known, and whether one person can have been at two of them.
export { compareLogins } from "./compare-logins/action.ts";
