// Suppression: findings that somebody has answered for are kept and counted, and start nothing. A rule never hides a
// critical finding, only hides what its entities say completely, and ends by itself.
import { BlockList, isIPv6 } from "node:net";
import type { Settings } from "../../actions/kit/contract/index.ts";
import { type EntityName, entitiesOf, entityNames, type Finding } from "../findings/index.ts";

export type Suppression = NonNullable<Settings["suppressions"]>[number];

/** The first rule that hides the finding; null when none does. */
export const suppressionOf = (finding: Finding, rules: readonly Suppression[], now: Date): Suppression | null =>
  rules.find((rule) => againstSuppression(finding, rule, now).length === 0) ?? null;

/** Why the rule does not hide the finding; nothing when it does. */
export function againstSuppression(finding: Finding, rule: Suppression, now: Date): readonly string[] {
  const { kinds, from, until } = rule;
  const time = now.getTime();
  return [
    ...(finding.severity === "critical" ? ["no rule hides a critical finding"] : []),
    ...(time < Date.parse(from) ? [`it begins at ${from}`] : []),
    ...(time >= Date.parse(until) ? [`it has ended at ${until}`] : []),
    ...(kinds === undefined || kinds.includes(finding.kind)
      ? []
      : [`it is for findings of kind ${kinds.join(" or ")}`]),
    ...entityNames.flatMap((name) => entityAgainst(finding, rule, name)),
  ];
}

/** One id of a user names all of it. Of everything else a finding may name several, and the rule must know each. */
function entityAgainst(finding: Finding, { where }: Suppression, name: EntityName): readonly string[] {
  const wanted = where[name];
  if (wanted === undefined) return [];
  const values = entitiesOf(finding)[name];
  const knows = name === "address" ? inBlocks(wanted) : (value: string) => wanted.includes(value);
  const holds = name === "user" ? values.some(knows) : values.length > 0 && values.every(knows);
  return holds ? [] : [`it is for ${name} ${wanted.join(" or ")}, and this names ${values.join(", ") || "none"}`];
}

function inBlocks(blocks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = "", bits] = block.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

export const suppressionInWords = ({ id, owner, reason, until }: Suppression): string =>
  `rule ${id} of ${owner} hides it until ${until}: ${reason}`;
