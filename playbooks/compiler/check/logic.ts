// What a branch's condition implies. Conditions become propositions over atoms; an atom that can only hold when a step
// answered says so. Used to prove, never to guess: what cannot be proved is refused.
import type { Node } from "../../language/node.ts";
import type { Standing } from "../record/items.ts";

export type Proposition =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "atom"; readonly name: string }
  | { readonly kind: "not"; readonly operand: Proposition }
  | { readonly kind: "and" | "or"; readonly operands: readonly Proposition[] };

export const constant = (value: boolean): Proposition => ({ kind: "constant", value });
export const negated = (operand: Proposition): Proposition => ({ kind: "not", operand });
export const every = (...operands: readonly Proposition[]): Proposition => ({ kind: "and", operands });
export const failedAtom = (step: string): Proposition => ({ kind: "atom", name: `failed ${step}` });
const isFailure = (name: string): boolean => name.startsWith("failed ");

/** A condition as a proposition, with what its atoms imply about their steps. */
export function proposition(node: Node): Proposition {
  if (node.kind === "literal") return constant(node.value === true);
  if (node.kind === "call") {
    const [first] = node.arguments as readonly [Node];
    if (node.word === "not") return negated(proposition(first));
    if (node.word === "allOf") return { kind: "and", operands: node.arguments.map(proposition) };
    if (node.word === "anyOf") return { kind: "or", operands: node.arguments.map(proposition) };
    if (node.word === "failed" && first.kind === "path" && first.source.kind === "step")
      return failedAtom(first.source.step);
  }
  const atom: Proposition = { kind: "atom", name: JSON.stringify(node) };
  const step = answering(node);
  return step === null ? atom : every(atom, negated(failedAtom(step)));
}

/** The step that must have answered for an atom to hold: a yes that a missing answer would have made a no. */
function answering(node: Node): string | null {
  if (node.kind !== "call") return null;
  const [first, second] = node.arguments;
  const fromStep = first?.kind === "path" && first.source.kind === "step" ? first.source.step : null;
  if (node.word === "isPresent") return fromStep;
  return node.word === "orElse" && second?.kind === "literal" && second.value === false ? fromStep : null;
}

/** What holds for certain inside the branches that enclose a step. */
export function pathCondition(within: Standing["within"]): Proposition {
  const parts = within.flatMap(({ item, branch }): Proposition[] => {
    if (item.kind !== "choose") return [];
    const earlier: Proposition[] = [];
    for (const candidate of item.branches) {
      if (candidate.id === branch) return [...earlier, proposition(candidate.if)];
      earlier.push(negated(proposition(candidate.if)));
    }
    return earlier;
  });
  return every(...parts);
}

/** Whether some assignment makes it true. */
export function satisfiable(formula: Proposition): boolean {
  const simple = simplify(formula, new Map());
  if (simple.kind === "constant") return simple.value;
  const only = forced(simple, true);
  if (only !== null) return satisfiable(simplify(simple, new Map([only])));
  const name = firstAtom(simple);
  if (name === null) return false;
  return [true, false].some((value) => satisfiable(simplify(simple, new Map([[name, value]]))));
}

/** An atom that can have one value only if the formula is to be `value`: settled first, it keeps the search short. */
function forced(formula: Proposition, value: boolean): readonly [name: string, value: boolean] | null {
  switch (formula.kind) {
    case "constant":
      return null;
    case "atom":
      return [formula.name, value];
    case "not":
      return forced(formula.operand, !value);
    case "and":
    case "or": {
      if ((formula.kind === "and") !== value) return null;
      for (const operand of formula.operands) {
        const found = forced(operand, value);
        if (found !== null) return found;
      }
      return null;
    }
  }
}

export const implies = (premise: Proposition, conclusion: Proposition): boolean =>
  !satisfiable(every(premise, negated(conclusion)));

/** Whether it can hold only when something positive holds: an atom that is not about a failure. */
export const needsSomethingPositive = (formula: Proposition): boolean =>
  !satisfiable(simplify(formula, new Map(), (name) => (isFailure(name) ? undefined : false)));

type Fixed = (name: string) => boolean | undefined;

function simplify(
  formula: Proposition,
  values: ReadonlyMap<string, boolean>,
  fixed: Fixed = () => undefined,
): Proposition {
  switch (formula.kind) {
    case "constant":
      return formula;
    case "atom": {
      const value = values.get(formula.name) ?? fixed(formula.name);
      return value === undefined ? formula : constant(value);
    }
    case "not": {
      const operand = simplify(formula.operand, values, fixed);
      return operand.kind === "constant" ? constant(!operand.value) : negated(operand);
    }
    case "and":
    case "or": {
      const decisive = formula.kind === "or";
      const operands = formula.operands.map((operand) => simplify(operand, values, fixed));
      if (operands.some((operand) => operand.kind === "constant" && operand.value === decisive))
        return constant(decisive);
      const open = operands.filter((operand) => operand.kind !== "constant");
      return open.length === 0 ? constant(!decisive) : { kind: formula.kind, operands: open };
    }
  }
}

function firstAtom(formula: Proposition): string | null {
  switch (formula.kind) {
    case "constant":
      return null;
    case "atom":
      return formula.name;
    case "not":
      return firstAtom(formula.operand);
    case "and":
    case "or":
      return formula.operands.map(firstAtom).find((name) => name !== null) ?? null;
  }
}
