// Every expression that the printer can write, on the very JSONata that Step Functions documents, against what the words
// mean.
import fc from "fast-check";
import jsonata from "jsonata";
import { expect, test } from "vitest";
import { printNode } from "../../playbooks/compiler/emit/print.ts";
import { type Json, literal, type Node, type Path, wordCall } from "../../playbooks/language/node.ts";
import { nodes, worlds } from "../support/arbitrary-nodes.ts";
import { evaluate, type World } from "../support/reference-evaluator.ts";

const names = { step: (id: string) => `$step_${id}`, item: (loop: string) => `$m1_item_${loop}` };

/** What JSONata makes of a printed node; undefined stays undefined. */
async function run(node: Node, { finding, steps, items }: World): Promise<unknown> {
  const bindings: Record<string, unknown> = { states: { context: { Execution: { Input: { finding } } } } };
  for (const [id, outcome] of Object.entries(steps)) bindings[`step_${id}`] = outcome;
  for (const [loop, item] of Object.entries(items)) bindings[`m1_item_${loop}`] = item;
  return travelled(await jsonata(printNode(node, names)).evaluate(undefined, bindings));
}

const travelled = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

const world: World = {
  finding: { n: 3, s: "a", list: [1], empty: [], groups: [{ n: 1 }], nothing: null, deep: { n: 2 } },
  steps: {
    look: { status: "succeeded", output: { score: 7, absent: null } },
    gone: { status: "failed", output: null },
  },
  items: { each: { id: "k" } },
};
const at = (...fields: string[]): Path => ({ kind: "path", source: { kind: "finding" }, fields, absent: false });
const maybe = (...fields: string[]): Path => ({ ...at(...fields), absent: true });
const step = (id: string, ...fields: string[]): Path => ({
  kind: "path",
  source: { kind: "step", step: id },
  fields,
  absent: fields.length > 0,
});
const finding = "$states.context.Execution.Input.finding";

const forms: readonly (readonly [title: string, node: Node, printed: string, value: Json])[] = [
  ["a text", literal('say "hi"'), '"say \\"hi\\""', 'say "hi"'],
  ["a text with the end mark of an expression", literal("100 %} off"), '"100 %\\u007d off"', "100 %} off"],
  ["a negative number", literal(-5), "-5", -5],
  ["null", literal(null), "null", null],
  ["an empty list", literal([]), "[]", []],
  ["lists in a list", literal([[1], [], [[2]]]), "[[1],[],[[2]]]", [[1], [], [[2]]]],
  ["an object", literal({ a: [1], "b c": null }), '{"a":[1],"b c":null}', { a: [1], "b c": null }],
  ["a field", at("n"), `${finding}.n`, 3],
  ["a list of one", at("list"), `${finding}.list`, [1]],
  ["an empty list of a finding", at("empty"), `${finding}.empty`, []],
  [
    "a field that may be absent and is null",
    maybe("nothing"),
    `($exists(${finding}.nothing) and ${finding}.nothing != null ? ${finding}.nothing : null)`,
    null,
  ],
  [
    "a field that is missing",
    maybe("nowhere", "at", "all"),
    `($exists(${finding}.nowhere.at.all) and ${finding}.nowhere.at.all != null ? ${finding}.nowhere.at.all : null)`,
    null,
  ],
  ["a step's outcome", step("look"), "$step_look", { status: "succeeded", output: { score: 7, absent: null } }],
  [
    "what an attempt answered",
    step("look", "output", "score"),
    "($exists($step_look.output.score) and $step_look.output.score != null ? $step_look.output.score : null)",
    7,
  ],
  [
    "a loop's item",
    { kind: "path", source: { kind: "item", loop: "each" }, fields: ["id"], absent: false },
    "$m1_item_each.id",
    "k",
  ],
  ["equals", wordCall("equals", at("s"), literal("a")), `(${finding}.s = "a")`, true],
  ["above", wordCall("above", at("n"), literal(3)), `(${finding}.n > 3)`, false],
  ["atLeast", wordCall("atLeast", at("n"), literal(3)), `(${finding}.n >= 3)`, true],
  ["below", wordCall("below", at("n"), literal(3)), `(${finding}.n < 3)`, false],
  ["atMost", wordCall("atMost", at("n"), literal(3)), `(${finding}.n <= 3)`, true],
  ["contains", wordCall("contains", at("list"), literal(1)), `(1 in ${finding}.list)`, true],
  ["contains on an empty list", wordCall("contains", at("empty"), literal(1)), `(1 in ${finding}.empty)`, false],
  [
    "isPresent of null",
    wordCall("isPresent", maybe("nothing")),
    `($exists(${finding}.nothing) and ${finding}.nothing != null)`,
    false,
  ],
  [
    "isPresent of a computed value",
    wordCall("isPresent", wordCall("pick", literal(true), literal(null), literal(1))),
    "((true ? null : 1) != null)",
    false,
  ],
  ["not", wordCall("not", wordCall("failed", step("look"))), '$not(($step_look.status != "succeeded"))', true],
  ["failed", wordCall("failed", step("gone")), '($step_gone.status != "succeeded")', true],
  ["allOf", wordCall("allOf", literal(true), literal(false)), "(true and false)", false],
  ["anyOf", wordCall("anyOf", literal(false), literal(true)), "(false or true)", true],
  [
    "orElse where there is an answer",
    wordCall("orElse", step("look", "output", "score"), literal(0)),
    "($exists($step_look.output.score) and $step_look.output.score != null ? $step_look.output.score : 0)",
    7,
  ],
  [
    "orElse where a step did not answer",
    wordCall("orElse", step("gone", "output", "score"), literal(0)),
    "($exists($step_gone.output.score) and $step_gone.output.score != null ? $step_gone.output.score : 0)",
    0,
  ],
  [
    "orElse of a picked null",
    wordCall("orElse", wordCall("pick", literal(true), literal(null), literal(1)), literal(9)),
    "($value := (true ? null : 1); $value != null ? $value : 9)",
    9,
  ],
  ["count", wordCall("count", at("list")), `$count(${finding}.list)`, 1],
  ["count of nothing", wordCall("count", at("empty")), `$count(${finding}.empty)`, 0],
  ["count of one object", wordCall("count", at("groups")), `$count(${finding}.groups)`, 1],
  ["pick", wordCall("pick", literal(false), literal("high"), literal("low")), '(false ? "high" : "low")', "low"],
  ["text", wordCall("text", literal("n="), at("n")), `("" & "n=" & ${finding}.n)`, "n=3"],
  ["no text", wordCall("text"), '""', ""],
  [
    "an object of references",
    { kind: "object", fields: { 'a"b': at("n"), c: maybe("nowhere") } },
    `{"a\\"b": ${finding}.n, "c": ($exists(${finding}.nowhere) and ${finding}.nowhere != null ? ${finding}.nowhere : null)}`,
    { 'a"b': 3, c: null },
  ],
  [
    "a list of references",
    { kind: "array", items: [step("look"), literal([1])] },
    "[$step_look, [1]]",
    [{ status: "succeeded", output: { score: 7, absent: null } }, [1]],
  ],
  [
    "a list of lists",
    { kind: "array", items: [at("list"), at("empty")] },
    `[($type(${finding}.list) = "array" ? [[${finding}.list]] : ${finding}.list), ($type(${finding}.empty) = "array" ? [[${finding}.empty]] : ${finding}.empty)]`,
    [[1], []],
  ],
];

test.each(forms)("%s is printed and means what it says", async (_, node, printed, value) => {
  expect(printNode(node, names)).toBe(printed);
  expect(await run(node, world)).toEqual(value);
  expect(evaluate(node, world)).toEqual(value);
});

test("every node that the rules let through has the value that its words mean, and always has one", async () => {
  await fc.assert(
    fc.asyncProperty(nodes, worlds, async (node, anyWorld) => {
      expect(await run(node, anyWorld)).toEqual(travelled(evaluate(node, anyWorld)));
    }),
    { numRuns: 1_500 },
  );
});

test.each([
  ["and", "`and`"],
  ["or", "`or`"],
  ["in", "`in`"],
  ["true", "`true`"],
  ["false", "`false`"],
  ["null", "`null`"],
  ["function", "`function`"],
  ["", "``"],
  ["a-b", "`a-b`"],
  ["a.b", "`a.b`"],
  ["0", "`0`"],
  ["émigré", "`émigré`"],
  ["$eval", "`$eval`"],
  ["plain_Name1", "plain_Name1"],
])("the field %j is read as %s", async (field, printed) => {
  const node = at(field);
  expect(printNode(node, names)).toBe(`${finding}.${printed}`);
  expect(await run(node, { ...world, finding: { [field]: 1 } })).toBe(1);
});
