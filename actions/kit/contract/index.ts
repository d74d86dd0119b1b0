// Everything an action's contract may be made of.
export * from "./call.ts";
export * from "./case.ts";
export * from "./configuration.ts";
export * from "./define-action.ts";
export * from "./duration.ts";
export * from "./evidence.ts";
export * from "./failure.ts";
export * from "./inert.ts";
export * from "./observables.ts";
export { type Opaque, opaque } from "./opaque.ts";
export * from "./principal.ts";
export * from "./settings.ts";
export * from "./vendor.ts";
