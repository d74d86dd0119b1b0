// Findings: what they are, by kind, and how a message becomes one.
export { CertificateIssued } from "./certificate-issued.ts";
export { CredentialAccess } from "./credential-access.ts";
export {
  addressesIn,
  type Entities,
  type EntityName,
  entitiesInWords,
  entitiesOf,
  entityNames,
  subjectOf,
} from "./entities.ts";
export { type Envelope, envelope } from "./envelope.ts";
export { ImpossibleTravel } from "./impossible-travel.ts";
export { type Finding, isKind, type Kind, type KindName, kindNames, kinds } from "./kinds.ts";
export { LoginBruteForce } from "./login-brute-force.ts";
export {
  type Parsed,
  parseFinding,
  parseFindings,
  parseFindingValue,
  parseFindingValues,
  type Rules,
} from "./parse.ts";
export { SqlInjection } from "./sql-injection.ts";
export { anyKind, Triaged, triagedOf } from "./triaged.ts";
export { Unclassified } from "./unclassified.ts";
