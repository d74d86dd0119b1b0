import { type Node, pathsIn } from "../../../language/node.ts";
import { type Item, nodesOf, type Recording, type Standing, standings, type Task } from "../../record/items.ts";
import { failedAtom, implies, needsSomethingPositive, negated, pathCondition } from "../logic.ts";
import { type Violation, violation } from "../violation.ts";

/**
 * R401: a verdict of clean that is not earned.
 *
 * Clean may be written only where the branch's condition implies it: every source that the verdict names answered, and
 * something positive explains the finding. Silence is not innocence.
 *
 * Write instead: add `not(source.failed)` for each source, and a condition that explains the finding, or write
 * `unknown`.
 */
export function earnedVerdict(recording: Recording): readonly Violation[] {
  return [...standings(recording.block)].flatMap((standing) => {
    const { item } = standing;
    if (item.kind !== "task" || item.action.id !== "cases.set-verdict") return [];
    const verdict = field(item.input, "verdict");
    if (verdict?.kind === "literal" && verdict.value !== "clean") return [];
    return unearned(standing, item);
  });
}

function unearned({ within }: Standing, item: Task): readonly Violation[] {
  const condition = pathCondition(within);
  const because = sources(field(item.input, "because"));
  const needed = new Set(within.flatMap((outer) => nodesOf(outer.item)).flatMap(answers));
  const silent = because.filter((step) => !needed.has(step) && !implies(condition, negated(failedAtom(step))));
  if (because.length === 0)
    return [violation("R401", item, `"${item.id}" says clean and names no source: list the evidence in because`)];
  if (silent.length > 0) {
    const asked = silent.map((step) => `"${step}"`).join(", ");
    return [
      violation(
        "R401",
        item,
        `"${item.id}" says clean although ${asked} may not have answered: let the branch's condition include not(….failed) for each attempt, and something that each read answered`,
      ),
    ];
  }
  if (needsSomethingPositive(condition)) return [];
  return [
    violation(
      "R401",
      item,
      `"${item.id}" says clean because nothing bad was seen: let the branch's condition include what explains the finding`,
    ),
  ];
}

/** Steps whose answer a condition rests on: a branch is passed over when a read that its condition needs failed. */
const answers = (condition: Node): readonly string[] =>
  [...pathsIn(condition)].flatMap(({ source, fields, absent }) =>
    source.kind === "step" && fields[0] === "output" && !absent ? [source.step] : [],
  );

const field = (input: Node, name: string): Node | undefined => {
  if (input.kind === "object") return input.fields[name];
  if (input.kind !== "literal" || input.value === null || typeof input.value !== "object" || Array.isArray(input.value))
    return undefined;
  const value = (input.value as Record<string, never>)[name];
  return value === undefined ? undefined : { kind: "literal", value };
};

const sources = (because: Node | undefined): readonly string[] =>
  because?.kind !== "array"
    ? []
    : because.items.flatMap((item) => (item.kind === "path" && item.source.kind === "step" ? [item.source.step] : []));

/**
 * R403: a branch that can never be taken.
 *
 * Its condition contradicts itself, a branch above it, or a branch around it.
 *
 * Write instead: correct the condition, or remove the branch.
 */
export function reachable(recording: Recording): readonly Violation[] {
  const dead = new Set<Item>();
  return [...standings(recording.block)].flatMap(({ item, within }) => {
    if (item.kind !== "choose" || within.some((outer) => dead.has(outer.item))) return [];
    const names = [
      ...item.branches.map((branch) => branch.id),
      ...(item.otherwise.items.length > 0 ? ["otherwise"] : []),
    ];
    const never = names.filter((branch) =>
      implies(pathCondition([...within, { item, branch, block: item.otherwise }]), { kind: "constant", value: false }),
    );
    if (never.length > 0) dead.add(item);
    return never.map((branch) =>
      violation(
        "R403",
        item,
        `the branch "${branch}" of "${item.id}" can never be taken: correct its condition or remove it`,
      ),
    );
  });
}
