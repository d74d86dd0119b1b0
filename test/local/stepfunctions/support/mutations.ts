// Valid definitions, and JSON values that differ from a valid one in a place or a few.
import * as fc from "fast-check";
import { invoke, machine } from "./machines.ts";

export type Sample = readonly [operation: string, body: unknown];

const recovery = {
  Retry: [
    {
      ErrorEquals: ["Busy"],
      IntervalSeconds: 1,
      MaxAttempts: 2,
      BackoffRate: 1.5,
      MaxDelaySeconds: 9,
      JitterStrategy: "FULL",
    },
  ],
  Catch: [
    {
      ErrorEquals: ["States.ALL"],
      Assign: { why: "{% $states.errorOutput.Error %}" },
      Output: "{% $states.errorOutput %}",
      Next: "Landed",
    },
  ],
};

export const samples = {
  simple: machine({ Only: { Type: "Pass", Output: "{% $states.input %}", End: true } }),
  tasks: machine({
    Begin: { Type: "Pass", Assign: { n: "{% $states.input.n %}" }, Next: "Ask" },
    Ask: {
      ...invoke("echo", { n: "{% $n + 1 %}" }),
      Output: "{% $states.result.Payload %}",
      TimeoutSeconds: 5,
      HeartbeatSeconds: 2,
      Next: "Fails",
      ...recovery,
    },
    Fails: { ...invoke("fails"), ...recovery, Next: "Landed" },
    Landed: {
      Type: "Choice",
      Choices: [{ Condition: "{% $n > 5 %}", Assign: { big: true }, Next: "Pause" }],
      Default: "Pause",
    },
    Pause: { Type: "Wait", Seconds: "{% $n %}", Next: "Done" },
    Done: { Type: "Succeed", Output: { n: "{% $n %}" } },
  }),
  token: machine({
    Ask: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Arguments: { FunctionName: "echo", Payload: { token: "{% $states.context.Task.Token %}" } },
      TimeoutSeconds: 60,
      ...recovery,
      End: true,
    },
    Landed: { Type: "Fail", Error: "Nobody", Cause: "{% $states.input.Error & '!' %}" },
  }),
  branches: machine({
    Both: {
      Type: "Parallel",
      Arguments: { list: "{% $states.input.list %}" },
      Branches: [
        {
          StartAt: "A",
          States: {
            A: { Type: "Pass", Assign: { a: 1 }, Next: "A2" },
            A2: { Type: "Wait", Timestamp: "2026-01-02T00:00:00Z", End: true },
          },
        },
        { StartAt: "B", States: { B: { ...invoke("fails"), End: true } } },
      ],
      ...recovery,
      Next: "Each",
    },
    Landed: { Type: "Pass", Output: [1, 2], Next: "Each" },
    Each: {
      Type: "Map",
      Items: "{% $states.context.Execution.Input.list %}",
      ItemSelector: { v: "{% $states.context.Map.Item.Value %}" },
      MaxConcurrency: 1,
      ToleratedFailurePercentage: 50,
      ItemProcessor: {
        ProcessorConfig: { Mode: "INLINE" },
        StartAt: "One",
        States: { One: { Type: "Pass", Output: "{% $states.input.v %}", End: true } },
      },
      Output: "{% $states.result %}",
      End: true,
    },
  }),
};

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, part]) =>
    pathsIn(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...inner];
}

const oddities: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    9_007_199_254_740_991,
    "",
    " ",
    "{% %}",
    "{%%}",
    "{% 1 %}",
    "{% $ %}",
    "{% $states %}",
    "{% $nope %}",
  ],
  ...[
    "{% $states.result %}",
    "{% [1..3] %}",
    "{% function($x){$x} %}",
    "{% /(/ %}",
    "{% ((( %}",
    "States.ALL",
    "\u0000",
    "\ud800",
    "💥",
  ],
  ...[
    "arn:aws:states:::lambda:invoke",
    "arn:aws:lambda:us-east-1:000000000000:function:echo",
    "x".repeat(300),
    "Task",
    "Map",
    "__proto__",
    "constructor",
  ],
  ...[[], {}, [[]], [null], { a: { b: [] } }, { constructor: 1 }],
];

const replacement = fc.oneof(fc.constantFrom(...oddities), fc.jsonValue({ maxDepth: 2 }), fc.string());

type Change = {
  readonly at: number;
  readonly how: "remove" | "replace" | "add" | "rename" | "copy";
  readonly key: string;
  readonly value: unknown;
  readonly from: number;
};

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom("remove", "replace", "add", "rename", "copy"),
  key: fc.oneof(
    fc.constantFrom(
      "Next",
      "End",
      "Type",
      "Assign",
      "Output",
      "Catch",
      "Retry",
      "States",
      "StartAt",
      "hasOwnProperty",
      "toString",
    ),
    fc.string(),
  ),
  value: replacement,
  from: fc.nat(),
});

/** The value with one to three changes somewhere in it. */
export const mutated = (valid: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<unknown>(changed, structuredClone(valid)));

function changed(root: unknown, { at, how, key, value: shared, from }: Change): unknown {
  const value = structuredClone(shared);
  const paths = pathsIn(root);
  const path = paths[at % paths.length] as Path;
  const last = path.at(-1);
  if (last === undefined) return how === "replace" && at % 7 === 0 ? value : root;
  const parent = found(root, path.slice(0, -1)) as Record<string | number, unknown>;
  const target = parent[last];
  switch (how) {
    case "remove":
      if (Array.isArray(parent)) parent.splice(Number(last), 1);
      else delete parent[last];
      break;
    case "replace":
      parent[last] = value;
      break;
    case "add":
      if (typeof target === "object" && target !== null && !Array.isArray(target)) define(target, key, value);
      else parent[last] = [target];
      break;
    case "rename":
      if (Array.isArray(parent)) break;
      delete parent[last];
      define(parent, key, target);
      break;
    case "copy":
      parent[last] = structuredClone(found(root, paths[from % paths.length] as Path));
      break;
  }
  return root;
}

const define = (target: object, key: string, value: unknown) =>
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });

const found = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], root);
