// Branches that run side by side, as those of a Parallel and the iterations of a Map do. The first failure that is not
// tolerated ends them all, and is recorded with what was aborted in one turn.
import { Abandoned, StateFailure } from "../failure.ts";
import type { Json } from "../json.ts";
import type { Recorded, Scope } from "./scope.ts";

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
  // A resumption need not repeat branches of which it knows that they failed together.
  const known = parent.follow("#Failed");
  if (known !== null) throw knownFailure(parent, known);
  const group = new Group(parent, branches);
  await parent.wait<void>((resolve, reject) => {
    group.start(resolve, reject);
    return () => undefined;
  });
  parent.last = group.last;
  return group.results;
}

function knownFailure(parent: Scope, { aside }: Recorded): StateFailure {
  parent.last = Number(aside.last);
  return new StateFailure(aside.error as string | null, aside.cause as string | null, aside.terminal === true);
}

class Group {
  readonly results: (Json | null)[];
  /** The last event of the branches that have ended. */
  last: number;
  readonly #parent: Scope;
  readonly #branches: Branches;
  readonly #open = new Map<number, Scope>();
  #next = 0;
  #over = false;
  #resolve: () => void = () => undefined;
  #reject: (failure: unknown) => void = () => undefined;

  constructor(parent: Scope, branches: Branches) {
    this.#parent = parent;
    this.#branches = branches;
    this.last = parent.last;
    this.results = new Array(branches.count).fill(null);
  }

  start(resolve: () => void, reject: (failure: unknown) => void): void {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#startMore();
  }

  #startMore(): void {
    const { count, concurrency } = this.#branches;
    while (!this.#over && this.#next < count && this.#open.size < concurrency) this.#startOne(this.#next++);
    if (this.#open.size === 0 && this.#next >= count) this.#resolve();
  }

  #startOne(index: number): void {
    const scope = this.#branches.open(index);
    this.#open.set(index, scope);
    this.#branches.run(index, scope).then(
      (result) => {
        this.results[index] = result;
        this.#leave(index, scope);
        this.#startMore();
      },
      (error) => {
        // Its parent, or the whole execution, has ended already.
        if (error instanceof Abandoned) return;
        this.#leave(index, scope);
        const failure = error instanceof StateFailure ? this.#branches.judge(error) : error;
        if (failure === null) this.#startMore();
        else this.#fail(failure);
      },
    );
  }

  #leave(index: number, scope: Scope): void {
    this.#open.delete(index);
    this.#forget(scope);
    this.last = Math.max(this.last, scope.last);
  }

  #forget(scope: Scope): void {
    this.#parent.children.delete(scope);
    this.#parent.execution.dropVariables(scope.key);
  }

  #fail(failure: unknown): void {
    if (this.#over) return;
    this.#over = true;
    try {
      if (failure instanceof StateFailure) this.#recordFailure(failure);
      this.#reject(failure);
    } catch (error) {
      this.#reject(error);
    }
  }

  #recordFailure({ error, cause, terminal }: StateFailure): void {
    for (const [index, scope] of this.#open) {
      scope.abort();
      this.#branches.aborted(index, scope);
      this.#forget(scope);
    }
    this.#parent.last = this.last;
    this.#parent.record({ type: "#Failed", aside: { error, cause, terminal, last: this.last } });
  }
}
