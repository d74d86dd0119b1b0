// Runs a sequence of states from its first to its end, and hands back the last one's output.
import type { Block, State } from "../definition/types.ts";
import type { Document } from "../json.ts";
import type { Scope } from "./scope.ts";
import { runChoice } from "./states/choice.ts";
import { runFail } from "./states/fail.ts";
import { runMap } from "./states/map.ts";
import { runParallel } from "./states/parallel.ts";
import { runPass } from "./states/pass.ts";
import { runSucceed } from "./states/succeed.ts";
import { runTask } from "./states/task.ts";
import { runWait } from "./states/wait.ts";
import { type Exit, enter, type Visit } from "./visit.ts";

export async function runBlock(scope: Scope, block: Block, input: Document): Promise<Document> {
  let name = block.StartAt;
  let passed = input;
  for (;;) {
    const state = block.States[name] as State;
    const visit = await enter(scope, name, state, passed);
    const { output, next } = await runState(visit);
    scope.current = null;
    if (next === null) return output;
    name = next;
    passed = output;
  }
}

function runState(visit: Visit<State>): Promise<Exit> {
  switch (visit.state.Type) {
    case "Pass":
      return runPass(visit as Visit<typeof visit.state>);
    case "Task":
      return runTask(visit as Visit<typeof visit.state>);
    case "Choice":
      return runChoice(visit as Visit<typeof visit.state>);
    case "Wait":
      return runWait(visit as Visit<typeof visit.state>);
    case "Parallel":
      return runParallel(visit as Visit<typeof visit.state>);
    case "Map":
      return runMap(visit as Visit<typeof visit.state>);
    case "Succeed":
      return runSucceed(visit as Visit<typeof visit.state>);
    case "Fail":
      return runFail(visit as Visit<typeof visit.state>);
  }
}
