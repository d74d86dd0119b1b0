// The end of a playbook: it has succeeded when every read, record and containment that ran did. Otherwise it fails, and
// names the steps.
import { type Recording, standings } from "../record/items.ts";
import { asl } from "./asl.ts";
import type { States } from "./emitter.ts";
import type { Facts } from "./facts.ts";
import { printLiteral } from "./print.ts";
import type { Scope } from "./scope.ts";

/** Adds the last states and gives their entry. */
export function ending(recording: Recording, facts: Facts, scope: Scope, states: States): string {
  states["the end"] = { Type: "Succeed", Output: {} };
  const asked = [...standings(recording.block)].filter(
    ({ item, within }) => facts.required.has(item.id) && !within.some((outer) => outer.item.kind === "forEach"),
  );
  if (asked.length === 0) return "the end";
  const missing = asked.map(({ item, within }) => {
    const variable = scope.variable(item.id);
    const failed =
      within.length === 0 && item.kind !== "unattended"
        ? `${variable}.status != "succeeded"`
        : `$exists(${variable}.status) and ${variable}.status != "succeeded"`;
    return `(${failed} ? ${printLiteral(item.id)} : [])`;
  });
  const list = `[${missing.join(", ")}]`;
  states["all done"] = {
    Type: "Choice",
    Choices: [{ Condition: asl(`$count(${list}) > 0`), Next: "not all done" }],
    Default: "the end",
  };
  states["not all done"] = {
    Type: "Fail",
    Error: "StepFailed",
    Cause: asl(`"did not succeed: " & $join(${list}, ", ")`),
  };
  return "all done";
}
