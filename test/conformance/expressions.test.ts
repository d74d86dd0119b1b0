// What expressions give, and the words in which AWS tells what is wrong with them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Conformance, conformance, machine } from "./support/host.ts";

let host: Conformance;
beforeAll(async () => {
  host = await conformance();
});
afterAll(() => host.stop());

const passing = (output: unknown) => machine({ Only: { Type: "Pass", Output: output, End: true } });

describe("values", () => {
  test.each([
    ["{% $states.input.a + 1 %}", 2],
    ["{% $range(0, 10, 2) %}", [0, 2, 4, 6, 8, 10]],
    ["{% $range(1, 9, 9) %}", 1],
    ["{% $partition([0], 1) %}", [[0]]],
    ["{% $partition([1..5], 2) %}", [[1, 2], [3, 4], [5]]],
    ["{% $hash('input data', 'SHA-1') %}", "aaff4a450a104cd177d28d18d74485e8cae074b7"],
    ["{% $parse('{\"b\": [1, null]}') %}", { b: [1, null] }],
    ["{% $states.input.list[$ > 2] %}", 3],
    ["{% [$states.input.list[$ > 2]] %}", [3]],
    ["{% $random(1) = $random(1) %}", true],
    ["{% $length($uuid()) %}", 36],
    [
      { deep: ["{% 1 %}", { er: "{% 'x' & 'y' %}" }], "{% key %}": "kept" },
      { deep: [1, { er: "xy" }], "{% key %}": "kept" },
    ],
    [" {% 1 %}", " {% 1 %}"],
    ["{% 1 %} ", "{% 1 %} "],
    [null, null],
    [false, false],
  ])("%j gives %j", async (output, expected) => {
    expect((await host.run(passing(output), { a: 1, list: [1, 2, 3] })).output).toEqual(expected);
  });

  test("the context object names execution, machine and state", async () => {
    const { output, execution } = await host.run(passing("{% $states.context %}"), { a: 1 });
    expect(output).toMatchObject({
      Execution: { Id: execution.executionArn, Input: { a: 1 }, Name: execution.name, RedriveCount: 0 },
      StateMachine: { Id: execution.stateMachineArn },
      State: { Name: "Only" },
    });
  });
});

describe("failures", () => {
  const where = "An error occurred while executing the state 'Only' (entered at the event id #2). ";
  test.each([
    [
      "{% $doesNotExist %}",
      "Output",
      "The JSONata expression '$doesNotExist' specified for the field 'Output' returned nothing (undefined).",
    ],
    [
      { a: "{%  $x  %}" },
      "Output/a",
      "The JSONata expression '$x' specified for the field 'Output/a' returned nothing (undefined).",
    ],
    [
      { f: "{% $eval('1') %}" },
      "Output/f",
      "The JSONata expression '$eval('1')' specified for the field 'Output/f' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
    [
      "{% $sum %}",
      "Output",
      "The JSONata expression '$sum' specified for the field 'Output' returned an unsupported result type.",
    ],
  ])("%j fails at %s", async (output, location, cause) => {
    const { execution, events, types } = await host.run(passing(output));
    expect(execution).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError", cause: where + cause });
    expect(types).toEqual(["ExecutionStarted", "PassStateEntered", "EvaluationFailed", "ExecutionFailed"]);
    expect(events[2]?.evaluationFailedEventDetails).toEqual({
      ...{ error: "States.QueryEvaluationError", cause: where + cause, location, state: "Only" },
    });
  });

  const iterations = { ItemProcessor: { StartAt: "Each", States: { Each: { Type: "Pass", End: true } } }, End: true };
  test.each([
    [
      { Items: "{% 1 %}" },
      "The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1",
    ],
    [
      { Items: "{% $states.input %}" },
      `The JSONata expression '$states.input' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'object' for value: {"foo":"bar"}`,
    ],
    [{}, 'Map state input must be an array but was: {"foo":"bar"}'],
  ])("a Map over %j", async (items, cause) => {
    const { execution, types } = await host.run(machine({ Only: { Type: "Map", ...items, ...iterations } }), {
      foo: "bar",
    });
    expect(execution.cause).toBe(where + cause);
    expect(types.slice(2)).toEqual(["EvaluationFailed", "MapStateFailed", "ExecutionFailed"]);
  });

  test.each(["2016-12-05T21:29:29", "2016-12-05 21:29:29Z", "2016-13-05T21:29:29Z", "2016-12-05T25:29:29Z"])(
    "refuses the timestamp %s",
    async (text) => {
      const { execution } = await host.run(
        machine({ Only: { Type: "Wait", Timestamp: "{% $states.input.t %}", End: true } }),
        { t: text },
      );
      expect(execution.cause).toBe(
        `${where}The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
      );
    },
  );

  test.each([
    ["($f := function($n) { $f($n) }; $f(1))", "tail recursion"],
    ["($f := function($n) { 1 + $f($n) }; $f(1))", "other recursion"],
    ["$contains($states.input.text, /^(a+)+$/)", "a catastrophic pattern"],
    ["[1..9999999].[1..9999999]", "lists of lists"],
  ])("ends %s, which is %s", async (program) => {
    const { execution } = await host.run(passing(`{% ${program} %}`), { text: `${"a".repeat(40)}!` });
    expect(execution).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
  });
});
