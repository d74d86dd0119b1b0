// What the matrix needs to know of one action that contains: where its target lives, what may be aimed at, and what undoes it.
import type { Handler } from "../../../actions/kit/runtime/work.ts";
import type { Stage } from "../support/containment.ts";
import type { Failing } from "../support/iam.ts";

/** A system on the wire that keeps what is contained. */
export interface Site {
  readonly calls: string[];
  /** The next calls of an operation fail so. */
  readonly fails: Record<string, Failing>;
  /** Writes are accepted and have no effect. */
  deaf: boolean;
}

export interface Containment {
  readonly action: string;
  readonly handler: Handler;
  readonly siteOf: (stage: Stage) => Site;
  /** What permissions call the site's operations: `iam` for `iam:GetUser`; null where a key of a vendor stands for all. */
  readonly service: string | null;
  readonly input: unknown;
  /** The same action aimed at something that is protected. */
  readonly atProtected: unknown;
  /** Something that differs from the input, as a forger would have it. */
  readonly other: unknown;
  readonly before?: (stage: Stage) => void;
  /** Brings about what the action is for, so that there is nothing to change. */
  readonly nothing: (stage: Stage) => void;
  /** Inputs that call, together with the first, everything that the contract permits. */
  readonly also?: readonly { readonly input: unknown; readonly before?: (stage: Stage) => void }[];
  readonly writes: string;
  readonly reads: string;
  /** What the site says, and the failure that it stands for. */
  readonly refusals: readonly (readonly [code: string, status: number, name: string])[];
  /** What gives back; null for an action that is itself what gives back. */
  readonly inverse: {
    readonly handler: Handler;
    readonly changes?: object;
    /** Everything of the target that can change. */
    readonly stateOf: (stage: Stage) => unknown;
    /** Somebody changes it after us. */
    readonly meddle: (stage: Stage) => void;
  } | null;
}
