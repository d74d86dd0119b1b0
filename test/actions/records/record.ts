// What the crash test needs to know of one action that writes in the team's own systems.
import type { Handler } from "../../../actions/kit/runtime/work.ts";
import type { Dynamo } from "../support/dynamo.ts";
import type { World } from "../support/world.ts";

export interface Around {
  readonly world: World;
  readonly dynamo: Dynamo;
}

export interface RecordRow {
  readonly action: string;
  readonly handler: Handler;
  readonly input: unknown;
  /** What its contract declares. */
  readonly repeat: "natural" | "key" | "search";
  readonly at: (around: Around) => {
    /** The next write is done, and its answer never comes. */
    lose(): void;
    /** How many times the system has it. */
    effects(): number | Promise<number>;
  };
}
