// Map: the same states once per item, in this execution.
import type { MapState } from "../../definition/types.ts";
import { EvaluationFailure, unexpectedType } from "../../evaluate/evaluator.ts";
import { dataLimitExceeded, StateFailure } from "../../failure.ts";
import { type Document, documentOf, exceedsBytes, type Json } from "../../json.ts";
import { inlineConcurrency, payloadBytes } from "../../limits.ts";
import { runBlock } from "../block.ts";
import { runBranches } from "../branches.ts";
import { withRecovery } from "../recovery.ts";
import type { Scope } from "../scope.ts";
import { type Exit, nextOf, Visit } from "../visit.ts";

interface Plan {
  readonly items: readonly Json[];
  readonly concurrency: number;
  /** How many failures are too many; null where none is tolerated and the first one's name is kept. */
  readonly threshold: number | null;
}

export function runMap(visit: Visit<MapState>): Promise<Exit> {
  let open = true;
  const attempt = async () => {
    open = true;
    const result = await mapped(visit);
    open = false;
    if (exceedsBytes(result.text, payloadBytes)) throw dataLimitExceeded(visit.name);
    const { output } = await visit.exit(visit.state, result, { result: result.value });
    return { output, next: nextOf(visit.state) };
  };
  return withRecovery(visit, attempt, async () => {
    if (open) await visit.step("MapStateFailed", () => ({}));
  });
}

async function mapped(visit: Visit<MapState>): Promise<Document> {
  const { scope, name } = visit;
  const started = await visit.step("MapStateStarted", async () => {
    const plan = await planOf(visit);
    return { details: { length: plan.items.length }, aside: plan };
  });
  const plan = started.aside as unknown as Plan;
  const failed = new Set<number>();
  const outputs = await runBranches(scope, {
    count: plan.items.length,
    concurrency: plan.concurrency,
    open: (index) => scope.child(`${started.id}.${index}`, { Index: index, Value: plan.items[index] ?? null }),
    async run(index, iteration) {
      const details = { name, index };
      await iteration.step("MapIterationStarted", () => ({ details }));
      try {
        const input = await iterationInput(visit, iteration, plan.items[index] ?? null);
        const { value } = await runBlock(iteration, visit.state.ItemProcessor, input);
        await iteration.step("MapIterationSucceeded", () => ({ details }));
        return value;
      } catch (error) {
        if (error instanceof StateFailure) {
          await iteration.step("MapIterationFailed", () => ({ details }));
          failed.add(index);
        }
        throw error;
      }
    },
    judge(failure) {
      if (plan.threshold === null || failure.terminal) return failure;
      return failed.size > plan.threshold ? thresholdExceeded() : null;
    },
    aborted: (index, iteration) => iteration.recordAbort({ type: "MapIterationAborted", details: { name, index } }),
  });
  await visit.step("MapStateSucceeded", () => ({}));
  return documentOf(outputs.filter((_, index) => !failed.has(index)));
}

const thresholdExceeded = () =>
  new StateFailure("States.ExceedToleratedFailureThreshold", "The specified tolerated failure threshold was exceeded");

async function planOf(visit: Visit<MapState>): Promise<Plan> {
  const items = await itemsOf(visit);
  const { MaxConcurrency = 0, ToleratedFailureCount, ToleratedFailurePercentage } = visit.state;
  const most = await numberIn(visit, "MaxConcurrency", MaxConcurrency, Number.MAX_SAFE_INTEGER);
  const count = await numberIn(visit, "ToleratedFailureCount", ToleratedFailureCount, Number.MAX_SAFE_INTEGER);
  const percentage = await numberIn(visit, "ToleratedFailurePercentage", ToleratedFailurePercentage, 100);
  const shares = [count, percentage === null ? null : Math.floor((items.length * percentage) / 100)];
  const thresholds = shares.filter((share) => share !== null);
  return {
    items,
    concurrency: most === null || most === 0 ? inlineConcurrency : Math.min(most, inlineConcurrency),
    threshold: thresholds.length === 0 ? null : Math.min(...thresholds),
  };
}

async function itemsOf(visit: Visit<MapState>): Promise<readonly Json[]> {
  const { Items } = visit.state;
  const items = Items === undefined ? visit.input.value : await visit.fill(Items, "Items");
  if (Array.isArray(items)) return items;
  if (Items === undefined)
    throw new EvaluationFailure(`Map state input must be an array but was: ${visit.input.text}`, null);
  throw unexpectedType(Items, "Items", "array", items);
}

async function numberIn(
  visit: Visit<MapState>,
  field: string,
  written: number | string | undefined,
  most: number,
): Promise<number | null> {
  if (written === undefined) return null;
  const value = Number(await visit.fillTyped(written, field, "number"));
  if (value < 0 && most !== 100) throw new StateFailure("States.Runtime", `${field} cannot be negative.`, true);
  if (value < 0 || value > most)
    throw new StateFailure("States.Runtime", `${field} must be between 0 and ${most}.`, true);
  if (most !== 100 && !Number.isInteger(value)) throw unexpectedType(written, field, "integer", value);
  return value;
}

/** The input of an iteration: the item, or what ItemSelector makes of it. */
async function iterationInput(visit: Visit<MapState>, iteration: Scope, item: Json): Promise<Document> {
  const { ItemSelector } = visit.state;
  if (ItemSelector === undefined) return documentOf(item);
  const selecting = new Visit(iteration, visit.name, visit.state, visit.input, visit.entered);
  const { aside } = await selecting.step("#ItemSelector", async () => ({
    aside: { input: await selecting.fill(ItemSelector, "ItemSelector") },
  }));
  return documentOf(aside.input as Json);
}
