// What a Task's Resource may be: an integration that this host has.
import { integrationOf } from "../interpreter/integrations/integration.ts";
import type { JsonObject } from "../json.ts";
import { type Diagnostic, locationOf, schemaFailure } from "./diagnostic.ts";
import type { Machine } from "./types.ts";
import { blocksOf } from "./walk.ts";

/** Only for definitions of the right shape. */
export function integrationProblem(definition: JsonObject, type: "STANDARD" | "EXPRESS"): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { block, path } of blocksOf(definition as unknown as Machine)) {
    for (const [name, state] of Object.entries(block.States)) {
      const problem = state.Type === "Task" ? problemOf(state.Resource, type) : null;
      if (problem !== null) found.push(schemaFailure(problem, locationOf([...path, "States", name, "Resource"])));
    }
  }
  return found;
}

function problemOf(resource: string, type: "STANDARD" | "EXPRESS"): string | null {
  if (!/^arn:aws[a-z-]*:[a-z-]+:/.test(resource)) return `The resource provided '${resource}' is not an ARN`;
  if (type === "EXPRESS" && resource.endsWith(".waitForTaskToken")) {
    return "Express state machine does not support '.waitForTaskToken' service integration ";
  }
  if (integrationOf(resource) !== null) return null;
  return `this host does not run the resource '${resource}': it has lambda:invoke, Lambda function ARNs and states:startExecution`;
}
