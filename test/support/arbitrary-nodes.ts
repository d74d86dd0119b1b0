// Random values of the language, each well typed, over a finding, an attempt's outcome and a loop's item that may lack
// whatever their schemas let them lack.
import fc from "fast-check";
import {
  type Json,
  literal,
  type Node,
  type Path,
  type Source,
  type Word,
  wordCall,
} from "../../playbooks/language/node.ts";
import { hostileTexts } from "./hostile.ts";
import type { World } from "./reference-evaluator.ts";

const texts = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "binary" }));
const numbers = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.integer({ min: -999, max: 999 }).map((n) => n / 8),
);

/** Any JSON that may be written down in a playbook. */
export const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.oneof(texts, numbers, fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      texts.filter((name) => name !== "__proto__"),
      tie("value"),
      { maxKeys: 3 },
    ),
  ),
})).value;

const absentOr = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> =>
  fc.oneof({ weight: 2, arbitrary: value }, fc.constantFrom(null, undefined));

const leaves = {
  n: numbers,
  s: texts,
  b: fc.boolean(),
  ln: fc.array(numbers, { maxLength: 3 }),
  ls: fc.array(texts, { maxLength: 3 }),
  lo: fc.array(fc.record({ n: numbers }), { maxLength: 3 }),
};
const maybe = {
  mn: absentOr(numbers),
  ms: absentOr(texts),
  mb: absentOr(fc.boolean()),
  ml: absentOr(fc.array(numbers, { maxLength: 3 })),
};
const odd = Object.fromEntries(fieldNames().map((name) => [name, numbers]));
function fieldNames(): readonly string[] {
  return hostileTexts.filter((name) => !name.includes("`") && name !== "__proto__" && name !== "constructor");
}

const whole = fc.record({ ...leaves, ...maybe, odd: fc.record(odd), deep: fc.record(leaves) });
const outcome = fc.oneof(
  whole.map((output) => ({ status: "succeeded", output })),
  fc.constantFrom({ status: "failed", output: null }, { status: "skipped", output: null }),
);

// What travels is JSON: fields that are undefined are not there.
const travelled = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

export const worlds: fc.Arbitrary<World> = fc
  .tuple(whole, outcome, whole, anyJson)
  .map(([finding, look, each, bare]) => ({
    finding: travelled(finding),
    steps: { look: travelled(look) },
    items: { each: travelled(each), bare: travelled(bare) },
  }));

const path = (source: Source, fields: readonly string[], absent: boolean): Path => ({
  kind: "path",
  source,
  fields,
  absent,
});
const sources: readonly { readonly source: Source; readonly fields: readonly string[]; readonly absent: boolean }[] = [
  { source: { kind: "finding" }, fields: [], absent: false },
  { source: { kind: "finding" }, fields: ["deep"], absent: false },
  { source: { kind: "step", step: "look" }, fields: ["output"], absent: true },
  { source: { kind: "item", loop: "each" }, fields: [], absent: false },
];
const places = (...names: readonly string[]): readonly Path[] =>
  sources.flatMap(({ source, fields, absent }) =>
    names
      .filter((name) => fields[0] !== "deep" || name in leaves)
      .map((name) => path(source, [...fields, name], absent || name in maybe)),
  );
const pathsTo = (...names: readonly string[]): readonly Path[] => places(...names).filter((found) => !found.absent);
const mayLack = (...names: readonly string[]): readonly Path[] => places(...names).filter((found) => found.absent);
const look = path({ kind: "step", step: "look" }, [], false);
const oddPaths = fieldNames().map((name) => path({ kind: "finding" }, ["odd", name], false));

type Kinds = {
  number: Node;
  text: Node;
  condition: Node;
  numbers: Node;
  texts: Node;
  value: Node;
};

const call = (word: Word, ...operands: readonly fc.Arbitrary<Node>[]): fc.Arbitrary<Node> =>
  fc.tuple(...operands).map((nodes) => wordCall(word, ...nodes));
const many = (word: Word, operand: fc.Arbitrary<Node>, minLength: number): fc.Arbitrary<Node> =>
  fc.array(operand, { minLength, maxLength: 3 }).map((nodes) => wordCall(word, ...nodes));
const from = (nodes: readonly Node[]): fc.Arbitrary<Node> => fc.constantFrom(...nodes);
const written = (values: fc.Arbitrary<Json>): fc.Arbitrary<Node> => values.map(literal);

/** Nodes of every kind and word, as the rules let them through. */
export const nodes = fc.letrec<Kinds>((tie) => {
  const perhaps = (kind: "number" | "text" | "condition", names: readonly string[]) => [
    call("orElse", from(mayLack(...names)), tie(kind)),
    call("orElse", call("pick", tie("condition"), from(mayLack(...names)), fc.constant(literal(null))), tie(kind)),
    call("pick", tie("condition"), tie(kind), tie(kind)),
  ];
  const compared = fc.constantFrom<Word>("above", "atLeast", "below", "atMost");
  return {
    number: fc.oneof(
      { depthSize: "small" },
      fc.oneof(written(numbers), from(pathsTo("n")), from(oddPaths)),
      call("count", fc.oneof(tie("numbers"), tie("texts"))),
      ...perhaps("number", ["n", "mn"]),
    ),
    text: fc.oneof(
      { depthSize: "small" },
      fc.oneof(written(texts), from(pathsTo("s"))),
      many("text", fc.oneof(tie("text"), tie("number")), 0),
      ...perhaps("text", ["s", "ms"]),
    ),
    condition: fc.oneof(
      { depthSize: "small" },
      fc.oneof(written(fc.boolean()), from(pathsTo("b")), fc.constant(wordCall("failed", look))),
      call("equals", tie("text"), tie("text")),
      call("equals", tie("number"), tie("number")),
      call("equals", tie("condition"), tie("condition")),
      fc.tuple(compared, tie("number"), tie("number")).map(([word, left, right]) => wordCall(word, left, right)),
      call("contains", tie("texts"), tie("text")),
      call("contains", tie("numbers"), tie("number")),
      call("isPresent", tie("value")),
      call("not", tie("condition")),
      many("allOf", tie("condition"), 1),
      many("anyOf", tie("condition"), 1),
      ...perhaps("condition", ["b", "mb"]),
    ),
    numbers: fc.oneof(
      { depthSize: "small" },
      fc.oneof(written(fc.array(numbers, { maxLength: 3 })), from(pathsTo("ln"))),
      call("orElse", from(mayLack("ln", "ml")), tie("numbers")),
      call("pick", tie("condition"), tie("numbers"), tie("numbers")),
    ),
    texts: fc.oneof(
      { depthSize: "small" },
      fc.oneof(written(fc.array(texts, { maxLength: 3 })), from(pathsTo("ls"))),
      call("orElse", from(mayLack("ls")), tie("texts")),
    ),
    value: fc.oneof(
      { depthSize: "small" },
      fc.oneof(
        written(anyJson),
        from([...mayLack("n", "s", "ln", "lo", "mn", "ml"), ...pathsTo("lo", "ls", "deep"), look]),
        fc.constant<Node>(path({ kind: "item", loop: "bare" }, [], false)),
      ),
      tie("number"),
      tie("text"),
      tie("condition"),
      tie("numbers"),
      fc.array(tie("value"), { maxLength: 3 }).map((items): Node => ({ kind: "array", items })),
      fc
        .dictionary(
          texts.filter((name) => name !== "__proto__"),
          tie("value"),
          { maxKeys: 3 },
        )
        .map((fields): Node => ({ kind: "object", fields })),
    ),
  };
}).value;
