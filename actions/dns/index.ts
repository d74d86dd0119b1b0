// The domain name system: what a domain says of itself.
export { findCaa } from "./find-caa/action.ts";
