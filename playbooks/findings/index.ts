// Findings: what they are, by kind, and how a message becomes one.
export { type Envelope, envelope } from "./envelope.ts";
export { ImpossibleTravel } from "./impossible-travel.ts";
export { type Finding, isKind, type Kind, type KindName, kindNames, kinds } from "./kinds.ts";
export { type Parsed, parseFinding, parseFindingValue } from "./parse.ts";
export { Unclassified } from "./unclassified.ts";
