// Branches that run side by side, as those of a Parallel and the iterations of a Map do. The first failure that is not
// tolerated ends them all, and is recorded with what was aborted in one turn.
import { Abandoned, StateFailure } from "../failure.ts";
import type { Json } from "../json.ts";
import type { Scope } from "./scope.ts";

export interface Branches {
  readonly count: number;
  /** How many may run at the same time. */
  readonly concurrency: number;
  open(index: number): Scope;
  run(index: number, scope: Scope): Promise<Json>;
  /** What a failed branch makes of the whole: null when it is tolerated. */
  judge(failure: StateFailure): StateFailure | null;
  /** Called for every branch that a failing sibling takes along, after its states are recorded as aborted. */
  aborted(index: number, scope: Scope): void;
}

/** The results in order; null where a branch failed and was tolerated. Throws the failure of the whole. */
export async function runBranches(parent: Scope, branches: Branches): Promise<(Json | null)[]> {
  const known = parent.follow("#Failed");
  if (known !== null) {
    parent.last = Number(known.aside.last);
    throw new StateFailure(
      known.aside.error as string | null,
      known.aside.cause as string | null,
      known.aside.terminal === true,
    );
  }
  const results: (Json | null)[] = new Array(branches.count).fill(null);
  const open = new Map<number, Scope>();
  let last = parent.last;
  await parent.wait<void>((resolve, reject) => {
    let next = 0;
    let over = false;
    const leave = (index: number, scope: Scope) => {
      open.delete(index);
      parent.children.delete(scope);
      parent.execution.dropVariables(scope.key);
      last = Math.max(last, scope.last);
    };
    const fail = (failure: unknown) => {
      if (over) return;
      over = true;
      try {
        if (failure instanceof StateFailure) recordFailure(parent, last, failure, open, branches);
        reject(failure);
      } catch (error) {
        reject(error);
      }
    };
    const startNext = () => {
      if (over) return;
      if (next >= branches.count && open.size === 0) return resolve();
      while (next < branches.count && open.size < branches.concurrency) start(next++);
    };
    const start = (index: number) => {
      const scope = branches.open(index);
      open.set(index, scope);
      branches.run(index, scope).then(
        (result) => {
          results[index] = result;
          leave(index, scope);
          startNext();
        },
        (error) => {
          if (error instanceof Abandoned) return;
          leave(index, scope);
          const whole = error instanceof StateFailure ? branches.judge(error) : error;
          if (whole === null) startNext();
          else fail(whole);
        },
      );
    };
    startNext();
    return () => undefined;
  });
  parent.last = last;
  return results;
}

function recordFailure(
  parent: Scope,
  last: number,
  { error, cause, terminal }: StateFailure,
  open: ReadonlyMap<number, Scope>,
  branches: Branches,
): void {
  for (const [index, scope] of open) {
    scope.abort();
    branches.aborted(index, scope);
    parent.execution.dropVariables(scope.key);
    parent.children.delete(scope);
  }
  parent.last = last;
  parent.record({ type: "#Failed", aside: { error, cause, terminal, last } });
}
