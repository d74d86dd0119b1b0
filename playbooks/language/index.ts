// Everything a playbook's author writes with.
export { type Duration, days, duration, hours, minutes, seconds } from "../../actions/kit/contract/duration.ts";
export * from "./conditions.ts";
export * from "./define-playbook.ts";
export { evidenceOf } from "./evidence-of.ts";
export type { Condition, Expression, Input, Reference } from "./expression.ts";
export { type Attempt, type Contained, nothing, type Request, type Steps, type Words } from "./words.ts";
