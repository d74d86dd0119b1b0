// Whom and what a finding is about. Fields say it; text may mention more, which is good for looking up and for nothing
// else, because an attacker may have written it.
import { type IpAddress, inertLine, ipAddress } from "../../actions/kit/contract/index.ts";
import { type Finding, kinds } from "./kinds.ts";

/** What the finding's fields name, each value once. */
export interface Entities {
  readonly address: readonly string[];
  readonly user: readonly string[];
  readonly host: readonly string[];
  readonly key: readonly string[];
  readonly secret: readonly string[];
  readonly name: readonly string[];
  readonly resource: readonly string[];
}
export type EntityName = keyof Entities;
export const entityNames: readonly EntityName[] = ["address", "user", "host", "key", "secret", "name", "resource"];

export function entitiesOf(finding: Finding): Entities {
  const field = (name: string, ...inner: readonly string[]): string[] => {
    const value = [name, ...inner].reduce<unknown>(
      (current, part) => (typeof current === "object" && current !== null ? Reflect.get(current, part) : undefined),
      finding,
    );
    return [value].flat().filter((one) => typeof one === "string" && one !== "") as string[];
  };
  return {
    address: unique([...field("sourceIp"), ...field("previousIp")]),
    user: unique([...field("user", "name"), ...field("user", "email"), ...field("user", "id")]),
    host: unique(field("host")),
    key: unique(field("accessKeyId")),
    secret: unique(field("secret")),
    name: unique(field("names")),
    resource: unique(finding.resources),
  };
}

/** The one thing that a finding is about, by which repeats are told; null where its kind's fields do not say. */
export function subjectOf(finding: Finding): string | null {
  const values = kinds[finding.kind].about.map((path) =>
    path.reduce<unknown>(
      (current, part) => (typeof current === "object" && current !== null ? Reflect.get(current, part) : undefined),
      finding,
    ),
  );
  if (values.some((value) => typeof value !== "string")) return null;
  if (finding.kind !== "unclassified") return values.join(" ");
  // Of what is only a type, two are the same when they also name the same.
  const entities = entitiesOf(finding);
  const [named] = entityNames.flatMap((name) => entities[name]);
  return named === undefined ? null : [...values, named].join(" ");
}

/** How many addresses of one finding are looked up. */
const most = 5;

/** Addresses worth looking up: those of the fields first, then those that the text mentions; no private ones. */
export function addressesIn(finding: Finding): IpAddress[] {
  const texts = [...entitiesOf(finding).address, finding.title, finding.description, ...finding.resources];
  const parsed = texts.flatMap(addressesOf).filter((address) => !isPrivate(address));
  return unique(parsed).slice(0, most) as IpAddress[];
}

const addressesOf = (text: string): string[] =>
  text
    .split(/[^0-9a-fA-F:.]+/)
    .map((word) => word.replace(/^[.:](?!:)|\.+$|(?<!:):$/g, "").toLowerCase())
    .filter((word) => ipAddress.safeParse(word).success);

/** Nobody outside knows anything of these, and nobody outside has to learn of them. Words with colons are no addresses. */
const isPrivate = (address: string): boolean =>
  address.includes(":")
    ? !/^[23][0-9a-f]{3}:/.test(address)
    : /^(0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^(22[4-9]|2[3-5]\d)\./.test(address);

/** What the finding names, as a sentence for people. */
export function entitiesInWords(finding: Finding): string {
  const entities = entitiesOf(finding);
  const groups = entityNames
    .filter((name) => entities[name].length > 0)
    .map((name) => `${name} ${entities[name].slice(0, 10).join(", ")}`);
  const mentioned = addressesIn(finding).filter((address) => !entities.address.includes(address));
  const all = [...groups, ...(mentioned.length === 0 ? [] : [`its text mentions ${mentioned.join(", ")}`])];
  return inertLine(all.length === 0 ? "it names nobody and nothing" : all.join("; "));
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];
