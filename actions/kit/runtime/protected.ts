// Protected subjects are never contained, whatever a playbook or an approver says: break-glass people, our own address
// ranges, Riposte's own roles. They are compared by canonical id, and what belongs to them is protected with them.
import ipaddr from "ipaddr.js";
import type { Target } from "../contract/define-action.ts";
import type { Settings } from "../contract/settings.ts";

type Guarded = Pick<Settings, "protectedSubjects" | "people">;

/** Whether any of these canonical ids is a protected subject, or lies in a protected address range. */
export function protects(settings: Guarded, ...ids: readonly string[]): boolean {
  const subjects = settings.protectedSubjects.flatMap((subject) => [subject, ...identitiesOf(settings, subject)]);
  return ids.some((id) => subjects.some((subject) => canonical(subject) === canonical(id) || covers(subject, id)));
}

/** Whether a containment of this target must be refused. */
export const protectsTarget = (settings: Guarded, { id, owner }: Target): boolean =>
  protects(settings, ...(owner === undefined ? [id] : [id, owner]));

/** A person may be named by id: then every identity of theirs is meant. */
const identitiesOf = ({ people }: Guarded, subject: string): readonly string[] =>
  people.find((person) => person.id === subject)?.identities ?? [];

/**
 * One spelling for one identity. The names of IAM users and roles are unique in an account whatever their path, and a
 * session is as protected as its role.
 */
export function canonical(id: string): string {
  const [, partition, service, account, kind, rest] =
    /^arn:([a-z-]+):(iam|sts)::(\d{12}):(user|role|assumed-role)\/(\S+)$/.exec(id) ?? [];
  if (rest === undefined) return id;
  if (service === "sts") return `arn:${partition}:iam::${account}:role/${rest.split("/")[0]}`;
  return `arn:${partition}:iam::${account}:${kind}/${rest.split("/").at(-1)}`;
}

/** Whether a CIDR block and an address, or a block, overlap. Anything else covers nothing. */
function covers(subject: string, id: string): boolean {
  const [one, other] = [range(subject), range(id)];
  if (one === null || other === null || one[0].kind() !== other[0].kind()) return false;
  const prefix = Math.min(one[1], other[1]);
  return one[0].match(other[0], prefix);
}

function range(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.process(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}
