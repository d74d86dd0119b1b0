// Which playbook answers a finding: by its kind, where the configuration's conditions hold; then the one that answers
// findings of every kind. The same finding and settings give the same choice, with its reasons.
import { inertLine, type PlaybookSettings, severities } from "../../actions/kit/contract/index.ts";
import { anyKind, type Finding } from "../findings/index.ts";

export interface Choice {
  readonly playbook: PlaybookSettings | null;
  /** Why this one and none of the others, one sentence a playbook that was looked at. */
  readonly because: readonly string[];
}

export function choosePlaybook(finding: Finding, playbooks: readonly PlaybookSettings[]): Choice {
  const looked = [...inOrder(playbooks, finding.kind), ...inOrder(playbooks, anyKind)].map((playbook) => ({
    playbook,
    against: conditionsAgainst(playbook, finding),
  }));
  const at = looked.findIndex(({ against }) => against.length === 0);
  const passed = (at === -1 ? looked : looked.slice(0, at)).map(
    ({ playbook, against }) => `${playbook.id} does not answer it: ${against.join("; ")}`,
  );
  const chosen = looked[at]?.playbook ?? null;
  return { playbook: chosen, because: [...passed, sentence(chosen, finding, passed.length)] };
}

function sentence(chosen: PlaybookSettings | null, { kind }: Finding, passed: number): string {
  if (chosen === null) return `no playbook answers findings of kind ${kind}`;
  if (chosen.kind !== anyKind) {
    return `${chosen.id} answers findings of kind ${kind}${chosen.when === undefined ? "" : ", and its conditions hold"}`;
  }
  const none = passed === 0 ? `no playbook is for findings of kind ${kind}` : "none of these holds";
  return `${none}, and ${chosen.id} answers everything else`;
}

/** The playbook with the most conditions first: it is the most particular. */
const inOrder = (playbooks: readonly PlaybookSettings[], kind: string): readonly PlaybookSettings[] =>
  playbooks
    .filter((playbook) => playbook.kind === kind)
    .toSorted((a, b) => count(b) - count(a) || (a.id < b.id ? -1 : 1));

const count = ({ when = {} }: PlaybookSettings): number =>
  Object.values(when).filter((condition) => condition !== undefined).length;

/** Every condition that does not hold, in words. */
function conditionsAgainst({ when = {} }: PlaybookSettings, finding: Finding): readonly string[] {
  const { severity, accounts, tags } = when;
  const { account } = finding;
  return [
    ...(severity === undefined || severities.indexOf(finding.severity) >= severities.indexOf(severity)
      ? []
      : [`it wants severity ${severity} or higher, and this is ${finding.severity}`]),
    ...(accounts === undefined || accounts.some((one) => one === account)
      ? []
      : [`it wants account ${accounts.join(" or ")}, and this is ${account ?? "of none"}`]),
    ...(tags === undefined || tags.some((tag) => finding.tags.includes(tag))
      ? []
      : [`it wants the tag ${tags.join(" or ")}, and this has ${inertLine(finding.tags.join(", ")) || "none"}`]),
  ];
}
