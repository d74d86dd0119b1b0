// A schema for each type of state. `template`: any JSON, with expressions at any depth.
import * as z from "zod";
import { isExpression } from "../evaluate/evaluator.ts";
import { momentOf } from "../interpreter/timestamp.ts";
import { longestSeconds, nameLength } from "../limits.ts";

const name = z.string().min(1).max(nameLength);
const template = z.unknown();
const expression = z.string().refine(isExpression, { error: "Expected a JSONata expression: {% … %}" });
const textField = z.string();
const secondsField = (least: number) => z.union([z.int().min(least).max(longestSeconds), expression]);
const countField = z.union([z.int().min(0), expression]);
const list = <Item extends z.ZodType>(item: Item) => z.array(item).min(1);

const common = {
  Comment: z.string().optional(),
  QueryLanguage: z.enum(["JSONata", "JSONPath"]).optional(),
};
const outputs = { Assign: z.record(z.string(), template).optional(), Output: template.optional() };
const transition = { Next: name.optional(), End: z.boolean().optional() };

const errorNames = list(z.string().min(1)).refine((names) => names.length === 1 || !names.includes("States.ALL"), {
  error: "States.ALL must appear alone in ErrorEquals",
});
const longestDelay = 31_622_400;

const retrier = z
  .strictObject({
    Comment: z.string().optional(),
    ErrorEquals: errorNames,
    IntervalSeconds: z.int().min(1).max(longestSeconds).optional(),
    MaxAttempts: z.int().min(0).max(longestSeconds).optional(),
    BackoffRate: z.number().min(1).optional(),
    MaxDelaySeconds: z.int().min(1).lt(longestDelay).optional(),
    JitterStrategy: z.enum(["FULL", "NONE"]).optional(),
  })
  .refine(({ IntervalSeconds = 1, MaxDelaySeconds = longestDelay }) => MaxDelaySeconds > IntervalSeconds, {
    error: "MaxDelaySeconds must be greater than IntervalSeconds",
  });

const catcher = z.strictObject({ Comment: z.string().optional(), ErrorEquals: errorNames, Next: name, ...outputs });

const allLast = (items: readonly { readonly ErrorEquals: readonly string[] }[]) =>
  items.every(({ ErrorEquals }, index) => !ErrorEquals.includes("States.ALL") || index === items.length - 1);
const lastOnly = { error: "States.ALL must appear only in the last element" };

const recovery = {
  Retry: z.array(retrier).refine(allLast, lastOnly).optional(),
  Catch: z.array(catcher).refine(allLast, lastOnly).optional(),
};

const pass = z.strictObject({ Type: z.literal("Pass"), ...common, ...outputs, ...transition });

const task = z.strictObject({
  Type: z.literal("Task"),
  Resource: z.string().min(1),
  Arguments: template.optional(),
  TimeoutSeconds: secondsField(1).optional(),
  HeartbeatSeconds: secondsField(1).optional(),
  Credentials: z.strictObject({ RoleArn: z.string() }).optional(),
  ...{ ...common, ...outputs, ...transition, ...recovery },
});

const rule = z.strictObject({
  Comment: z.string().optional(),
  Condition: z.union([z.boolean(), expression]),
  Next: name,
  ...outputs,
});

const choice = z.strictObject({
  Type: z.literal("Choice"),
  Choices: list(rule),
  Default: name.optional(),
  ...common,
  ...outputs,
});

const timestamp = z.string().refine((text) => isExpression(text) || momentOf(text) !== null, {
  error: "String does not match RFC3339 timestamp",
});

const wait = z.strictObject({
  Type: z.literal("Wait"),
  Seconds: secondsField(0).optional(),
  Timestamp: timestamp.optional(),
  ...{ ...common, ...outputs, ...transition },
});

const succeed = z.strictObject({ Type: z.literal("Succeed"), Output: template.optional(), ...common });
const fail = z.strictObject({
  Type: z.literal("Fail"),
  Error: textField.optional(),
  Cause: textField.optional(),
  ...common,
});

const parallel = z.strictObject({
  Type: z.literal("Parallel"),
  get Branches() {
    return list(blockSchema);
  },
  Arguments: template.optional(),
  ...{ ...common, ...outputs, ...transition, ...recovery },
});

const processorConfig = z.strictObject({
  Mode: z.literal("INLINE", { error: "this host runs Map states whose Mode is INLINE only" }).optional(),
});

const map = z.strictObject({
  Type: z.literal("Map"),
  Items: z.union([z.array(template), expression]).optional(),
  get ItemProcessor() {
    return blockSchema.safeExtend({ ProcessorConfig: processorConfig.optional() });
  },
  ItemSelector: template.optional(),
  MaxConcurrency: countField.optional(),
  ToleratedFailureCount: countField.optional(),
  ToleratedFailurePercentage: z.union([z.number().min(0).max(100), expression]).optional(),
  ...{ ...common, ...outputs, ...transition, ...recovery },
});

const anyState = z.discriminatedUnion("Type", [pass, task, choice, wait, succeed, fail, parallel, map]);

/** Rules between fields. */
const state: z.ZodType = anyState.superRefine((value, context) => {
  const report = (message: string) => context.addIssue({ code: "custom", message });
  if ("End" in value || "Next" in value || movesOn.has(value.Type)) {
    const { Next, End } = value as { Next?: string; End?: boolean };
    if ((Next === undefined) === (End !== true)) report("Exactly one of Next and End is required");
  }
  if (value.Type === "Wait" && (value.Seconds === undefined) === (value.Timestamp === undefined)) {
    report("Exactly one of Seconds and Timestamp is required");
  }
  if (value.Type === "Task" && typeof value.HeartbeatSeconds === "number" && typeof value.TimeoutSeconds === "number") {
    if (value.HeartbeatSeconds >= value.TimeoutSeconds) report("HeartbeatSeconds must be smaller than TimeoutSeconds");
  }
});

const movesOn = new Set(["Pass", "Task", "Wait", "Parallel", "Map"]);

const atLeastOne = { error: "At least one state is required" };

export const blockSchema = z.strictObject({
  Comment: z.string().optional(),
  StartAt: name,
  get States() {
    return z.record(name, state).refine((states) => Object.keys(states).length > 0, atLeastOne);
  },
});
