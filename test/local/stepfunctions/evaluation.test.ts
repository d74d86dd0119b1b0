// Programs that would hold the host: each ends, and the host answers others meanwhile.
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { Evaluator } from "../../../infra/local/stepfunctions/evaluate/evaluator.ts";

const evaluator = new Evaluator(() => Date.UTC(2026, 0, 1));
afterAll(() => evaluator.stop());

const bindings = (input: unknown) => ({ states: { input } });
const evaluate = (program: string, input: unknown = {}) =>
  evaluator.fill(`{% ${program} %}`, "Output", bindings(input));

test.each([
  ["tail recursion", "($f := function($n) { $f($n + 1) }; $f(1))"],
  ["other recursion", "($f := function($n) { $n + $f($n + 1) }; $f(1))"],
  ["mutual recursion", "($f := function($n) { $g($n) }; $g := function($n) { $f($n) & 'x' }; $f(1))"],
  ["texts that double", "$reduce([1..100], function($text, $n) { $text & $text }, 'xx')"],
  ["lists that grow", "$reduce([1..100000], function($list, $n) { $append($list, $n) }, [])"],
  ["comparing all with all", "$distinct([1..100000])"],
  ["very long paddings", "$map([1..1000], function($n) { $pad('x', 999999) })"],
  ["a catastrophic pattern", "$match($states.input.text, /^(\\w+\\s?)*$/)"],
  ["a catastrophic pattern passed on", "($p := /^(a|a)*$/; $replace($states.input.text, $p, 'x'))"],
])(
  "stops %s, and the event loop turns meanwhile",
  async (_what, program) => {
    let turns = 0;
    const turning = setInterval(() => turns++, 5);
    const stopped = evaluate(program, { text: `${"a".repeat(60)}!` });
    await expect(stopped).rejects.toThrow("threw an error during evaluation");
    await pause(5);
    clearInterval(turning);
    expect(turns).toBeGreaterThan(0);
  },
  20_000,
);

test("patterns that behave are answered, also after one that did not", async () => {
  await expect(evaluate("$contains($states.input, /^(a+)+$/)", `${"a".repeat(60)}!`)).rejects.toThrow(
    "Check for infinite loop",
  );
  expect(await evaluate("$match($states.input, /a(b+)/).groups", "xabbb")).toEqual(["bbb"]);
  expect(await Promise.all([1, 2, 3].map((n) => evaluate("$replace($states.input, /\\d/, '#')", `n${n}`)))).toEqual([
    "n#",
    "n#",
    "n#",
  ]);
}, 20_000);

test("evaluations of one program do not count for each other", async () => {
  const program = "$sum($map([1..2000], function($n) { $n * $states.input }))";
  const all = await Promise.all(Array.from({ length: 50 }, (_, factor) => evaluate(program, factor)));
  expect(all).toEqual(Array.from({ length: 50 }, (_, factor) => factor * 2_001_000));
}, 20_000);

test("results are copies: what a program gave cannot change what it read", async () => {
  const input = { list: [1, 2, 3] };
  const result = (await evaluate("$states.input", input)) as { list: number[] };
  result.list.push(4);
  expect(input.list).toEqual([1, 2, 3]);
  expect(Object.getOwnPropertyNames((await evaluate("$states.input.list[$ > 1]", input)) as object)).toEqual([
    "0",
    "1",
    "length",
  ]);
});

test("the clock of the host is the program's clock", async () => {
  expect(await evaluate("[$now(), $millis()]")).toEqual(["2026-01-01T00:00:00.000Z", Date.UTC(2026, 0, 1)]);
});
