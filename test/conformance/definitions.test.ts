// Definitions that are refused, and in which words where AWS's are known.
import { CreateStateMachineCommand, ValidateStateMachineDefinitionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Conformance, conformance, machine } from "./support/host.ts";

let host: Conformance;
beforeAll(async () => {
  host = await conformance();
});
afterAll(() => host.stop());

const validate = async (definition: string) =>
  host.client.send(new ValidateStateMachineDefinitionCommand({ definition }));

test("says OK of a good definition", async () => {
  expect(await validate(machine({ Only: { Type: "Pass", End: true } }))).toMatchObject({
    result: "OK",
    diagnostics: [],
    truncated: false,
  });
});

test("a creation is refused with every problem in its message", async () => {
  const request = {
    name: "bad",
    roleArn: host.role,
    definition: JSON.stringify({ QueryLanguage: "JSONata", StartAt: "A" }),
  };
  await expect(host.client.send(new CreateStateMachineCommand(request))).rejects.toMatchObject({
    ...{
      name: "InvalidDefinition",
      message: "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
    },
  });
});

describe("texts", () => {
  test.each([
    ["", "SCHEMA_VALIDATION_FAILED", "Definition must be a valid JSON object", undefined],
    ["{}", "SCHEMA_VALIDATION_FAILED", "These fields are required: [States, StartAt]", "/"],
    [
      machine({ Pass: { Type: "Pass", QueryLanguage: "JSONPath", End: true } }),
      "SCHEMA_VALIDATION_FAILED",
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
      "/States/Pass",
    ],
    [
      machine({ Until: { Type: "Wait", Timestamp: "2016-12-05T21:29:29", End: true } }),
      "SCHEMA_VALIDATION_FAILED",
      "String does not match RFC3339 timestamp",
      "/States/Until/Timestamp",
    ],
  ])("refuses %s", async (definition, code, message, location) => {
    const { result, diagnostics } = await validate(definition);
    expect(result).toBe("FAIL");
    expect(diagnostics?.[0]).toEqual({ severity: "ERROR", code, message, ...(location !== undefined && { location }) });
  });
});

describe("what is refused", () => {
  const pass = (fields: object) => machine({ Only: { Type: "Pass", End: true, ...fields } });
  const branch = (state: object) => ({ StartAt: "Inner", States: { Inner: state } });
  test.each<[string, string, string]>([
    ["an unknown field", pass({ Whatever: 1 }), "/States/Only"],
    ["a JSONPath field", pass({ ResultPath: "$.x" }), "/States/Only"],
    ["an unknown type", machine({ Only: { Type: "Sleep", End: true } }), "/States/Only"],
    ["neither Next nor End", machine({ Only: { Type: "Pass" } }), "/States/Only"],
    ["Next and End", pass({ Next: "Only" }), "/States/Only"],
    ["a target that is missing", machine({ Only: { Type: "Pass", Next: "Gone" } }), "/States/Only/Next"],
    [
      "a target in another block",
      machine({
        Both: { Type: "Parallel", Branches: [branch({ Type: "Pass", Next: "After" })], Next: "After" },
        After: { Type: "Succeed" },
      }),
      "/States/Both/Branches[0]",
    ],
    [
      "a state that is never reached",
      machine({ Only: { Type: "Pass", End: true }, Lost: { Type: "Succeed" } }),
      "/States/Lost",
    ],
    [
      "a name that is used twice",
      machine({ Inner: { Type: "Parallel", Branches: [branch({ Type: "Pass", End: true })], End: true } }),
      "Inner",
    ],
    ["an expression that does not parse", pass({ Output: "{% 1 + %}" }), "/States/Only/Output"],
    [
      "an operator that JSONata 2.0 does not have",
      pass({ Output: "{% $states.input.a ?? 1 %}" }),
      "/States/Only/Output",
    ],
    ["$states.result in a Pass", pass({ Output: "{% $states.result %}" }), "/States/Only/Output"],
    [
      "$states.errorOutput outside a Catch",
      pass({ Output: { a: "{% $states.errorOutput.Error %}" } }),
      "/States/Only/Output",
    ],
    ["the variable name states", pass({ Assign: { states: 1 } }), "/States/Only/Assign"],
    ["a variable name that is no identifier", pass({ Assign: { "a.b": 1 } }), "/States/Only/Assign"],
    [
      "an inner assignment of an outer variable",
      machine({
        Both: {
          Type: "Parallel",
          Branches: [branch({ Type: "Pass", Assign: { x: 1 }, End: true })],
          Assign: { x: 2 },
          End: true,
        },
      }),
      "Inner",
    ],
    [
      "States.ALL beside another name",
      machine({ Only: { ...task(), Retry: [{ ErrorEquals: ["States.ALL", "A"] }], End: true } }),
      "/States/Only/Retry",
    ],
    [
      "States.ALL before another catcher",
      machine({
        Only: {
          ...task(),
          Catch: [
            { ErrorEquals: ["States.ALL"], Next: "B" },
            { ErrorEquals: ["A"], Next: "B" },
          ],
          Next: "B",
        },
        B: { Type: "Succeed" },
      }),
      "/States/Only/Catch",
    ],
    [
      "a heartbeat longer than the timeout",
      machine({ Only: { ...task(), TimeoutSeconds: 5, HeartbeatSeconds: 5, End: true } }),
      "/States/Only",
    ],
    [
      "seconds and a timestamp at once",
      machine({ Only: { Type: "Wait", Seconds: 1, Timestamp: "2026-01-01T00:00:00Z", End: true } }),
      "/States/Only",
    ],
  ])("%s", async (_what, definition, place) => {
    const { result, diagnostics } = await validate(definition);
    expect(result).toBe("FAIL");
    expect(diagnostics?.[0]?.location).toContain(place);
  });

  function task() {
    return { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Arguments: { FunctionName: "f" } };
  }
});

test("refuses a machine without a query language, which is JSONPath", async () => {
  const definition = JSON.stringify({
    StartAt: "A",
    States: { A: { Type: "Pass", Parameters: { "a.$": "$.b" }, End: true } },
  });
  if (process.env.RIPOSTE_HOST === "aws") return;
  expect((await validate(definition)).diagnostics?.[0]?.message).toContain("this host runs states in JSONata only");
});
