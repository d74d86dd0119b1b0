// What a condition implies, against truth tables; and that it is told soon, however long the condition.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  constant,
  every,
  implies,
  needsSomethingPositive,
  negated,
  type Proposition,
  satisfiable,
} from "../../playbooks/compiler/check/logic.ts";

const names = ["a", "b", "failed c", "failed d", "e"];
const atom = (name: string): Proposition => ({ kind: "atom", name });

const formulas = fc.letrec<{ formula: Proposition }>((tie) => ({
  formula: fc.oneof(
    { depthSize: "medium" },
    fc.constantFrom(...names.map(atom), constant(true), constant(false)),
    tie("formula").map(negated),
    fc
      .tuple(fc.constantFrom("and" as const, "or" as const), fc.array(tie("formula"), { maxLength: 3 }))
      .map(([kind, operands]): Proposition => ({ kind, operands })),
  ),
})).formula;

type Values = Readonly<Record<string, boolean>>;

function holds(formula: Proposition, values: Values): boolean {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "atom":
      return values[formula.name] as boolean;
    case "not":
      return !holds(formula.operand, values);
    case "and":
      return formula.operands.every((operand) => holds(operand, values));
    case "or":
      return formula.operands.some((operand) => holds(operand, values));
  }
}

const worlds: readonly Values[] = Array.from({ length: 2 ** names.length }, (_, number) =>
  Object.fromEntries(names.map((name, at) => [name, (number & (1 << at)) !== 0])),
);

test("a formula is satisfiable when some world makes it true", () => {
  fc.assert(
    fc.property(
      formulas,
      (formula) => void expect(satisfiable(formula)).toBe(worlds.some((world) => holds(formula, world))),
    ),
    { numRuns: 1_000 },
  );
});

test("one implies another when every world in which the one holds makes the other true", () => {
  fc.assert(
    fc.property(formulas, formulas, (one, other) => {
      expect(implies(one, other)).toBe(worlds.every((world) => !holds(one, world) || holds(other, world)));
    }),
    { numRuns: 1_000 },
  );
});

test("something positive is needed when no world without any makes it true", () => {
  const silent = worlds.filter((world) => !world.a && !world.b && !world.e);
  fc.assert(
    fc.property(
      formulas,
      (formula) => void expect(needsSomethingPositive(formula)).toBe(!silent.some((world) => holds(formula, world))),
    ),
    { numRuns: 1_000 },
  );
});

// Without settling first what can have one value only, this would take longer than the universe.
test("a long condition is decided", () => {
  const either = Array.from(
    { length: 40 },
    (_, at): Proposition => ({ kind: "or", operands: [atom(`x${at}`), atom(`y${at}`)] }),
  );
  const answered = Array.from({ length: 40 }, (_, at) => negated(atom(`failed s${at}`)));
  for (const source of answered) expect(implies(every(...either, ...answered), source)).toBe(true);
});
