// Everything that a playbook may contain, and who decides on it.
import type { Node } from "../../language/node.ts";
import { named } from "../../language/reference.ts";
import { withDefaults } from "../emit/defaults.ts";
import {
  type Approval,
  type ApprovalRequest,
  type Choose,
  type ForEach,
  type Recording,
  type Standing,
  standings,
  type Task,
  type Unattended,
} from "../record/items.ts";
import { fieldsInWords } from "./steps.ts";
import type { Containment, DecisionSummary } from "./summary.ts";
import { worded } from "./words.ts";

/** Unattended ones first, otherwise in source order. */
export const containmentsOf = (recording: Recording): readonly Containment[] =>
  [...standings(recording.block)]
    .flatMap((standing) => (standing.item.kind === "task" ? containment(standing, standing.item) : []))
    .toSorted((a, b) => Number(b.unattended) - Number(a.unattended));

function containment({ within }: Standing, task: Task): readonly Containment[] {
  const { action } = task;
  if (action.effect !== "contain" || task.power === null) return [];
  const decided = within.findIndex(({ item }) => item.id === task.power);
  const around = within.slice(decided + 1);
  const undo = "none" in action.undo ? null : { action: action.undo.action, title: action.undo.title };
  return [
    {
      step: task.id,
      action: action.id,
      title: action.title,
      power: task.power,
      unattended: within[decided]?.item.kind === "unattended",
      target: fieldsInWords(withDefaults(action, task.input), action.input),
      each: around.flatMap(({ item }) => (item.kind === "forEach" ? [named((item as ForEach).list)] : [])),
      onlyIf: around.flatMap(({ item, branch }) => (item.kind === "choose" ? [branchInWords(item, branch)] : [])),
      undo,
      noUndo: "none" in action.undo ? action.undo.none : null,
      expirySeconds: action.expiry ?? null,
      perHour: action.blastRadius.perHour,
      verification: action.verification,
    },
  ];
}

function branchInWords(choose: Choose, branch: string): string {
  const taken = choose.branches.find(({ id }) => id === branch);
  return taken === undefined ? `no branch of ${choose.id} holds` : worded(taken.if);
}

/** Approvals and `unattended`, in source order. */
export const decisionsOf = (recording: Recording): readonly DecisionSummary[] =>
  [...standings(recording.block)].flatMap(({ item }) => {
    if (item.kind === "approval") return [asked(item, item.request, null)];
    if (item.kind !== "unattended") return [];
    return [asked(item, item.overLimit, { reason: item.reason, limit: item.limit, if: worded(item.if) })];
  });

const asked = (
  { id }: Approval | Unattended,
  { approvers, timeout, subject, because }: ApprovalRequest,
  unattended: DecisionSummary["unattended"],
): DecisionSummary => ({
  step: id,
  approvers,
  timeoutSeconds: timeout,
  subject: subject.kind === "literal" && subject.value === null ? null : worded(subject),
  because: because.map(evidenceName),
  unattended,
});

const evidenceName = (node: Node): string => (node.kind === "path" ? named(node) : worded(node));
