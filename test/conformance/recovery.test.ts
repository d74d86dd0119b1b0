// Retry, Catch, timeouts and limits.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Conformance, conformance, machine } from "./support/host.ts";

let host: Conformance;
beforeAll(async () => {
  host = await conformance();
});
afterAll(() => host.stop());

const failing = (name = "Busy") => host.call({ do: "fail", name, message: "not now" });
const landed = { Landed: { Type: "Pass", End: true } };

describe("Retry", () => {
  test("repeats the task's events, without leaving the state", async () => {
    const retry = [{ ErrorEquals: ["Busy"], IntervalSeconds: 1, MaxAttempts: 1 }];
    const { types, execution } = await host.run(machine({ Try: { ...failing(), Retry: retry, End: true } }));
    const attempt = ["TaskScheduled", "TaskStarted", "TaskFailed"];
    expect(types).toEqual(["ExecutionStarted", "TaskStateEntered", ...attempt, ...attempt, "ExecutionFailed"]);
    expect(execution.error).toBe("Busy");
    expect(JSON.parse(execution.cause as string)).toMatchObject({ errorType: "Busy", errorMessage: "not now" });
  });

  test("MaxAttempts 0 never repeats, and a name that does not match is no match", async () => {
    const retry = [{ ErrorEquals: ["Busy"], MaxAttempts: 0 }, { ErrorEquals: ["State.ALL"] }];
    const { types } = await host.run(machine({ Try: { ...failing(), Retry: retry, End: true } }));
    expect(types.filter((type) => type === "TaskFailed")).toHaveLength(1);
  });

  test("a Parallel that is retried fails once, after its last attempt", async () => {
    const branch = { StartAt: "Bad", States: { Bad: { Type: "Fail", Error: "Busy" } } };
    const retry = [{ ErrorEquals: ["Busy"], MaxAttempts: 1, IntervalSeconds: 1 }];
    const { types } = await host.run(
      machine({ Both: { Type: "Parallel", Branches: [branch], Retry: retry, End: true } }),
    );
    expect(types.filter((type) => type.startsWith("Parallel"))).toEqual([
      ...["ParallelStateEntered", "ParallelStateStarted", "ParallelStateStarted", "ParallelStateFailed"],
    ]);
  });
});

describe("Catch", () => {
  test("leaves the state by the catcher's Output and Assign alone", async () => {
    const definition = machine({
      Try: {
        ...failing(),
        Assign: { by: "state" },
        Output: "not this",
        Catch: [
          { ErrorEquals: ["States.TaskFailed"], Assign: { by: "{% $states.errorOutput.Error %}" }, Next: "Landed" },
        ],
        End: true,
      },
      Landed: { Type: "Pass", Output: { by: "{% $by %}", caught: "{% $states.input.Error %}" }, End: true },
    });
    const { output, types, events } = await host.run(definition);
    expect(output).toEqual({ by: "Busy", caught: "Busy" });
    expect(types.slice(4, 6)).toEqual(["TaskFailed", "TaskStateExited"]);
    expect(events[5]?.stateExitedEventDetails?.assignedVariables).toEqual({ by: '"Busy"' });
  });

  test("States.ALL catches an expression that fails", async () => {
    const task = {
      ...host.call("{% $missing %}"),
      Catch: [{ ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput.Error %}", Next: "Landed" }],
      End: true,
    };
    const { output, types } = await host.run(machine({ Try: task, ...landed }));
    expect(output).toBe("States.QueryEvaluationError");
    expect(types.slice(2, 4)).toEqual(["EvaluationFailed", "TaskStateExited"]);
  });

  test("an unknown function is Lambda.ResourceNotFoundException", async () => {
    const unknown = {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: { FunctionName: "no-such-function", Payload: {} },
      End: true,
    };
    const { execution } = await host.run(machine({ Try: unknown }));
    expect(execution.error).toBe("Lambda.ResourceNotFoundException");
    expect(execution.cause).toMatch(/^Function not found: /);
  });
});

describe("timeouts", () => {
  test("a task that takes too long is States.Timeout without a cause", async () => {
    const slow = { ...host.call({ do: "never" }), TimeoutSeconds: 1, End: true };
    const { execution, types, events } = await host.run(machine({ Slow: slow }));
    expect(execution).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(execution.cause).toBeUndefined();
    expect(types.slice(-2)).toEqual(["TaskTimedOut", "ExecutionFailed"]);
    expect(events[2]?.taskScheduledEventDetails?.timeoutInSeconds).toBe(1);
  });

  test("a caught timeout has an empty cause, and the seconds may be an expression", async () => {
    const slow = {
      ...host.call({ do: "never" }),
      TimeoutSeconds: "{% $states.input.s %}",
      Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Landed" }],
      End: true,
    };
    expect((await host.run(machine({ Slow: slow, ...landed }), { s: 1 })).output).toEqual({
      Error: "States.Timeout",
      Cause: "",
    });
  });

  test("only the machine's own timeout gives TIMED_OUT", async () => {
    const { execution, types } = await host.run(
      machine({ Wait: { Type: "Wait", Seconds: 1_000, End: true } }, { TimeoutSeconds: 1 }),
    );
    expect(execution.status).toBe("TIMED_OUT");
    expect(types.at(-1)).toBe("ExecutionTimedOut");
  });
});

describe("limits", () => {
  test("a result of more than 256 KiB is States.DataLimitExceeded", async () => {
    const large = { ...host.call({ do: "large", bytes: 262_144 }), End: true };
    const { execution } = await host.run(machine({ Large: large }));
    expect(execution.error).toBe("States.DataLimitExceeded");
    expect(execution.cause).toBe(
      "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
    );
  });

  test("an output of more than 256 KiB ends the execution without an exit", async () => {
    const { types, execution } = await host.run(
      machine({ Large: { Type: "Pass", Output: "{% $join([1..70000].('four')) %}", End: true } }),
    );
    expect(execution.cause).toContain("The state/task 'Large' returned a result with a size exceeding");
    expect(types).toEqual(["ExecutionStarted", "PassStateEntered", "ExecutionFailed"]);
  });
});
