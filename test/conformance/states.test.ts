// Each type of state: its output, its variables, its events with their ids.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Conformance, conformance, machine } from "./support/host.ts";

let host: Conformance;
beforeAll(async () => {
  host = await conformance();
});
afterAll(() => host.stop());

test("a Task tells its call and its answer", async () => {
  const { events, chain, output } = await host.run(
    machine({ Ask: { ...host.call({ value: "{% $states.input.v %}" }), End: true } }),
    { v: [1] },
  );
  expect(chain).toEqual([
    "1<0 ExecutionStarted",
    "2<0 TaskStateEntered",
    "3<2 TaskScheduled",
    "4<3 TaskStarted",
    "5<4 TaskSucceeded",
    "6<5 TaskStateExited",
    "7<6 ExecutionSucceeded",
  ]);
  expect(output).toMatchObject({ ExecutedVersion: "$LATEST", Payload: [1], StatusCode: 200 });
  expect(events[2]?.taskScheduledEventDetails).toMatchObject({ resourceType: "lambda", resource: "invoke" });
  expect(JSON.parse(events[2]?.taskScheduledEventDetails?.parameters as string)).toEqual({
    FunctionName: host.functionName,
    Payload: { value: [1] },
  });
});

describe("variables", () => {
  test("all expressions of a state read the values at its entry", async () => {
    const definition = machine({
      First: { Type: "Pass", Assign: { x: 1, y: 2 }, Next: "Swap" },
      Swap: { Type: "Pass", Assign: { x: "{% $y %}", y: "{% $x %}" }, Output: "{% $x %}", Next: "Last" },
      Last: { Type: "Pass", Output: { x: "{% $x %}", y: "{% $y %}", swapped: "{% $states.input %}" }, End: true },
    });
    const { output, events } = await host.run(definition);
    expect(output).toEqual({ x: 2, y: 1, swapped: 1 });
    expect(events[2]?.stateExitedEventDetails?.assignedVariables).toEqual({ x: "1", y: "2" });
  });

  test("branches read outer variables, and theirs end with them", async () => {
    const branch = (value: number) => ({
      StartAt: `Set ${value}`,
      States: {
        [`Set ${value}`]: { Type: "Pass", Assign: { own: `{% $outer + ${value} %}` }, Next: `Give ${value}` },
        [`Give ${value}`]: { Type: "Pass", Output: "{% $own %}", End: true },
      },
    });
    const definition = machine({
      Before: { Type: "Pass", Assign: { outer: 10 }, Next: "Both" },
      Both: { Type: "Parallel", Branches: [branch(1), branch(2)], Next: "After" },
      After: { Type: "Pass", Output: { given: "{% $states.input %}", gone: "{% $exists($own) %}" }, End: true },
    });
    expect((await host.run(definition)).output).toEqual({ given: [11, 12], gone: false });
  });
});

describe("Choice", () => {
  const definition = machine({
    Which: {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.n > 5 %}", Assign: { by: "rule" }, Output: "ruled", Next: "End" }],
      ...{ Default: "End", Assign: { by: "default" }, Output: "defaulted" },
    },
    End: { Type: "Pass", Output: ["{% $by %}", "{% $states.input %}"], End: true },
  });

  test("takes the rule's own Assign and Output when it matches, the state's when none does", async () => {
    expect((await host.run(definition, { n: 6 })).output).toEqual(["rule", "ruled"]);
    expect((await host.run(definition, { n: 5 })).output).toEqual(["default", "defaulted"]);
  });

  test("refuses a condition that is not a boolean", async () => {
    const bad = machine({
      Which: { Type: "Choice", Choices: [{ Condition: "{% 'yes' %}", Next: "End" }], Default: "End" },
      End: { Type: "Succeed" },
    });
    expect((await host.run(bad)).execution.cause).toContain("Expected 'boolean', but was 'string' for value: \"yes\"");
  });
});

describe("Parallel", () => {
  test("its Succeeded and Exited follow the last event of its branches", async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: { Type: "Pass", Output: name, End: true } } });
    const { events, output } = await host.run(
      machine({ Both: { Type: "Parallel", Branches: [branch("A"), branch("B")], End: true } }),
    );
    expect(output).toEqual(["A", "B"]);
    const [succeeded, exited] = ["ParallelStateSucceeded", "ParallelStateExited"].map((type) =>
      events.find((event) => event.type === type),
    );
    expect(succeeded?.previousEventId).toBe(exited?.previousEventId);
    expect(exited?.previousEventId).toBe(7);
  });

  test("the first failure is the whole's, and what runs beside it is aborted", async () => {
    const definition = machine({
      Both: {
        Type: "Parallel",
        Branches: [
          { StartAt: "Slow", States: { Slow: { Type: "Wait", Seconds: 1_000, End: true } } },
          { StartAt: "Broken", States: { Broken: { Type: "Fail", Error: "Broken", Cause: "on purpose" } } },
        ],
        Catch: [{ ErrorEquals: ["Broken"], Output: "{% $states.errorOutput %}", Next: "Landed" }],
        End: true,
      },
      Landed: { Type: "Pass", End: true },
    });
    const { output, types } = await host.run(definition);
    expect(output).toEqual({ Error: "Broken", Cause: "on purpose" });
    expect(types.filter((type) => /Aborted|Parallel/.test(type))).toEqual([
      ...[
        "ParallelStateEntered",
        "ParallelStateStarted",
        "WaitStateAborted",
        "ParallelStateFailed",
        "ParallelStateExited",
      ],
    ]);
  });
});

describe("Map", () => {
  const over = (rest: object, each: object = { Type: "Pass", End: true }) =>
    machine({ All: { Type: "Map", ItemProcessor: { StartAt: "Each", States: { Each: each } }, End: true, ...rest } });

  test("gives each item what ItemSelector makes of it, and the outputs in order", async () => {
    const selector = {
      i: "{% $states.context.Map.Item.Index %}",
      v: "{% $states.context.Map.Item.Value %}",
      of: "{% $states.input.name %}",
    };
    const { output } = await host.run(over({ Items: "{% $states.input.list %}", ItemSelector: selector }), {
      name: "n",
      list: ["a", "b"],
    });
    expect(output).toEqual([
      { i: 0, v: "a", of: "n" },
      { i: 1, v: "b", of: "n" },
    ]);
  });

  test("of no items succeeds with none", async () => {
    const { output, types } = await host.run(over({ Items: [] }));
    expect(output).toEqual([]);
    expect(types.slice(2, -1)).toEqual(["MapStateStarted", "MapStateSucceeded", "MapStateExited"]);
  });

  test("one at a time records one iteration after the other", async () => {
    const { chain } = await host.run(over({ Items: [1, 2], MaxConcurrency: 1 }));
    expect(chain.slice(2, -1)).toEqual([
      "3<2 MapStateStarted",
      "4<3 MapIterationStarted",
      "5<4 PassStateEntered",
      "6<5 PassStateExited",
      "7<6 MapIterationSucceeded",
      "8<3 MapIterationStarted",
      "9<8 PassStateEntered",
      "10<9 PassStateExited",
      "11<10 MapIterationSucceeded",
      "12<11 MapStateSucceeded",
      "13<11 MapStateExited",
    ]);
  });

  test("a failing iteration fails the Map with its error", async () => {
    const { execution, types } = await host.run(over({ Items: [1] }, { Type: "Fail", Error: "Mine" }));
    expect(execution).toMatchObject({ status: "FAILED", error: "Mine" });
    expect(types.slice(-3)).toEqual(["MapIterationFailed", "MapStateFailed", "ExecutionFailed"]);
  });
});

describe("Fail", () => {
  test.each([
    [{ Error: "Only an error" }, { error: "Only an error" }],
    [{ Cause: "{% 'only ' & 'a cause' %}" }, { cause: "only a cause" }],
    [{}, {}],
  ])("with %j says just that", async (fields, details) => {
    const { events, types } = await host.run(machine({ Stop: { Type: "Fail", ...fields } }));
    expect(types).toEqual(["ExecutionStarted", "FailStateEntered", "ExecutionFailed"]);
    expect(events[2]?.executionFailedEventDetails ?? {}).toEqual(details);
  });
});

test("a child execution's output arrives parsed by .sync:2, and its failure as States.TaskFailed", async () => {
  const child = await host.create(
    machine({
      Which: { Type: "Choice", Choices: [{ Condition: "{% $states.input.fail %}", Next: "Bad" }], Default: "Good" },
      Good: { Type: "Succeed", Output: { a: 1 } },
      Bad: { Type: "Fail", Error: "Mine", Cause: "why" },
    }),
  );
  const parent = machine({
    Run: {
      Type: "Task",
      Resource: "arn:aws:states:::states:startExecution.sync:2",
      Arguments: { StateMachineArn: child, Input: { fail: "{% $states.input.fail %}" } },
      Output: "{% $states.result %}",
      Catch: [
        { ErrorEquals: ["States.TaskFailed"], Output: "{% $parse($states.errorOutput.Cause) %}", Next: "Landed" },
      ],
      End: true,
    },
    Landed: { Type: "Pass", End: true },
  });
  const good = await host.run(parent, { fail: false });
  expect(good.output).toMatchObject({
    Input: { fail: false },
    Output: { a: 1 },
    Status: "SUCCEEDED",
    StateMachineArn: child,
  });
  expect(good.types.slice(2, 6)).toEqual(["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"]);
  const bad = await host.run(parent, { fail: true });
  expect(bad.output).toMatchObject({ Status: "FAILED", Error: "Mine", Cause: "why", Input: '{"fail":true}' });
});
