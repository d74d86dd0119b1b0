// The fields that a definition may have and the types that they must have. What zod finds is told in AWS's words.
import * as z from "zod";
import { isExpression } from "../evaluate/evaluator.ts";
import type { JsonObject } from "../json.ts";
import { type Diagnostic, locationOf, schemaFailure } from "./diagnostic.ts";
import { languageProblems } from "./language.ts";
import { integrationProblem } from "./resource.ts";
import { blockSchema } from "./state-shapes.ts";

const machineSchema = blockSchema.safeExtend({
  Version: z.literal("1.0").optional(),
  QueryLanguage: z.enum(["JSONata", "JSONPath"]).optional(),
  TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
});

export function checkShape(definition: JsonObject, type: "STANDARD" | "EXPRESS"): Diagnostic[] {
  const foreign = languageProblems(definition);
  if (foreign.length > 0) return foreign;
  const result = machineSchema.safeParse(definition, { reportInput: true });
  if (result.success) return integrationProblem(definition, type);
  return diagnosticsOf(result.error.issues);
}

function diagnosticsOf(issues: readonly z.core.$ZodIssue[]): Diagnostic[] {
  const required = new Map<string, string[]>();
  const others: Diagnostic[] = [];
  for (const issue of issues) {
    if (issue.code === "invalid_type" && issue.input === undefined) {
      const owner = locationOf(issue.path.slice(0, -1));
      required.set(owner, [...(required.get(owner) ?? []), String(issue.path.at(-1))]);
    } else others.push(...diagnosticsOfIssue(issue));
  }
  const missing = [...required].map(([owner, fields]) =>
    schemaFailure(`These fields are required: [${fields.sort(statesFirst).join(", ")}]`, owner),
  );
  return [...missing, ...others];
}

// The one order that has been recorded: `[States, StartAt]`.
const statesFirst = (a: string, b: string) => Number(b === "States") - Number(a === "States") || (a < b ? -1 : 1);

function diagnosticsOfIssue(issue: z.core.$ZodIssue): Diagnostic[] {
  const location = locationOf(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) =>
        schemaFailure(`Field '${key}' is not supported by Step Functions in JSONata mode`, location),
      );
    case "invalid_type":
      return [schemaFailure(`Expected value of type ${issue.expected}`, location)];
    case "invalid_value":
      return [schemaFailure(`Value is not one of [${issue.values.join(", ")}]`, location)];
    case "invalid_union":
      return [schemaFailure(unionProblem(issue), location)];
    case "too_big":
      return [schemaFailure(`Value is greater than the maximum: ${issue.maximum}`, location)];
    case "too_small":
      return [schemaFailure(`Value is less than the minimum: ${issue.minimum}`, location)];
    default:
      return [schemaFailure(issue.message, location)];
  }
}

function unionProblem(issue: z.core.$ZodIssueInvalidUnion): string {
  if (issue.path.at(-1) === "Type")
    return "Value is not one of [Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map]";
  return isExpression(issue.input)
    ? "The expression is not allowed here"
    : "Expected a value of the right type, or a JSONata expression";
}
