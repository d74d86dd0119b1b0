// Parallel: branches side by side, their outputs in a list.
import type { Block, ParallelState } from "../../definition/types.ts";
import { dataLimitExceeded } from "../../failure.ts";
import type { Json } from "../../json.ts";
import { documentOf, exceedsBytes } from "../../json.ts";
import { payloadBytes } from "../../limits.ts";
import { runBlock } from "../block.ts";
import { runBranches } from "../branches.ts";
import { withRecovery } from "../recovery.ts";
import { type Exit, nextOf, type Visit } from "../visit.ts";

export function runParallel(visit: Visit<ParallelState>): Promise<Exit> {
  let open = true;
  const attempt = async () => {
    open = true;
    const outputs = await branchOutputs(visit);
    open = false;
    const result = documentOf(outputs);
    if (exceedsBytes(result.text, payloadBytes)) throw dataLimitExceeded(visit.name);
    const { output } = await visit.exit(visit.state, result, { result: result.value });
    return { output, next: nextOf(visit.state) };
  };
  return withRecovery(visit, attempt, async () => {
    if (open) await visit.step("ParallelStateFailed", () => ({}));
  });
}

async function branchOutputs(visit: Visit<ParallelState>): Promise<Json[]> {
  const { scope, state } = visit;
  const { Arguments, Branches } = state;
  const started = await visit.step("ParallelStateStarted", async () =>
    Arguments === undefined ? {} : { aside: { input: await visit.fill(Arguments, "Arguments") } },
  );
  const input = Arguments === undefined ? visit.input : documentOf(started.aside.input as Json);
  const outputs = await runBranches(scope, {
    count: Branches.length,
    concurrency: Branches.length,
    open: (index) => scope.child(`${started.id}.${index}`, null),
    run: async (index, branch) => (await runBlock(branch, Branches[index] as Block, input)).value,
    judge: (failure) => failure,
    aborted: () => undefined,
  });
  await visit.step("ParallelStateSucceeded", () => ({}));
  return outputs;
}
