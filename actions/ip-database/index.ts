// The team's own memory of addresses.
export { addIfAbsent } from "./add-if-absent/action.ts";
export { find } from "./find/action.ts";
