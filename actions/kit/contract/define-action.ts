// An action, declared once. The one contract serves the step's type in a playbook, the Lambda, its permissions, secrets,
// timeouts and retries, the documentation and the local run. Data, zod and small pure functions only.
import type * as z from "zod";
import type { Duration } from "./duration.ts";

/** `read` changes nothing; `record` writes in the team's own systems; `contain` changes the world of the person concerned. */
export type Effect = "read" | "record" | "contain";

/** AWS permissions in IAM's words. `${account}`, `${region}` and `${table:…}` are filled by the host; no wildcard action. */
export interface Permission {
  readonly actions: readonly `${string}:${string}`[];
  readonly resources: readonly string[];
}

export interface Secret {
  readonly kind: "secret";
  /** Path below the deployment's prefix, as in `abuseipdb/api-key`. */
  readonly name: string;
}
export const secret = (name: string): Secret => ({ kind: "secret", name });
/** An action's secrets by the names that its code asks for them. */
export type Secrets = Readonly<Record<string, Secret>>;

export interface Limits {
  /** The longest one call may take, in whole seconds. */
  readonly timeout: Duration;
  /** What a call takes on an ordinary day: the schedule and the estimate count with it. */
  readonly typical: Duration;
  /** Calls a second that the vendor allows; absent where it does not say. */
  readonly perSecond?: number;
  /** Bytes of JSON that the output may have; enforced by `implement`, summed by the compiler. */
  readonly output: number;
}

export interface Example<Input, Output> {
  readonly title: string;
  readonly input: Input;
  readonly output: Output;
}

/** What makes it safe to repeat a write, because only the vendor decides what is possible. */
export type Repeat =
  | { readonly by: "natural" } // the same call changes nothing more
  | { readonly by: "key" } // the vendor takes our key and refuses the second
  | { readonly by: "search" } // we look for our mark first
  | { readonly by: "at-least-once"; readonly reason: string };

/** What a write would have done: the sentence a dry run shows, and an output whose new ids begin with `dry-run:`. */
export interface WouldDo<Output> {
  readonly sentence: string;
  readonly output: Output;
}

/** What is touched by a containment, as people know it. `id` is canonical: protected subjects and targets held are compared by it. */
export interface Target {
  readonly id: string;
  readonly label: string;
  readonly account: string | null;
  /** Canonical id of who it belongs to: what is a protected subject's is protected too. */
  readonly owner?: string;
}

export type Undo<Input, Output> =
  | { readonly action: string; readonly title: string; readonly input: (input: Input, output: Output) => unknown }
  | { readonly none: string };

export interface BlastRadius {
  /** At most so many calls an hour for one playbook in one account, unless a person raises it. */
  readonly perHour: number;
}

interface Common<I extends z.ZodType, O extends z.ZodType, S extends Secrets> {
  /** `system.verb-noun`. */
  readonly id: `${string}.${string}`;
  readonly title: string;
  /** The vendor's own page of the endpoint. */
  readonly docs: `https://${string}`;
  readonly input: I;
  readonly output: O;
  readonly secrets: S;
  /** Host names that the action's HTTP client may reach, `*.` allowed as the first label. */
  readonly hosts: readonly string[];
  readonly permissions: readonly Permission[];
  readonly limits: Limits;
  readonly examples: readonly Example<z.input<I>, z.input<O>>[];
}

export interface ReadDeclaration<I extends z.ZodType, O extends z.ZodType, S extends Secrets = Secrets>
  extends Common<I, O, S> {
  readonly effect: "read";
  /** The list of the output named here is whole: nothing was cut. A loop that contains accepts no other. */
  readonly complete?: boolean;
}

export interface RecordDeclaration<I extends z.ZodType, O extends z.ZodType, S extends Secrets = Secrets>
  extends Common<I, O, S> {
  readonly effect: "record";
  readonly repeat: Repeat;
  readonly wouldDo: (input: z.output<I>) => WouldDo<z.input<O>>;
}

/** The output of a containment says whether anything changed, and carries the state found before. */
export interface ContainDeclaration<I extends z.ZodType, O extends z.ZodType, S extends Secrets = Secrets>
  extends Common<I, O, S> {
  readonly effect: "contain";
  readonly repeat: Repeat;
  readonly wouldDo: (input: z.output<I>) => WouldDo<z.input<O>>;
  readonly target: (input: z.output<I>) => Target;
  readonly undo: Undo<z.output<I>, z.output<O>>;
  /** How the action convinces itself that its effect is there, in a sentence. */
  readonly verification: string;
  /** When the containment ends by itself; only where that makes sense, as with network blocks. */
  readonly expiry?: Duration;
  readonly blastRadius: BlastRadius;
}

export type Declaration<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, S extends Secrets = Secrets> =
  | ReadDeclaration<I, O, S>
  | RecordDeclaration<I, O, S>
  | ContainDeclaration<I, O, S>;

/** The part of an action's id before the dot. */
export const systemOf = (id: string): string => id.slice(0, id.indexOf("."));
/** The part of an action's id after the dot. */
export const verbNounOf = (id: string): string => id.slice(id.indexOf(".") + 1);

/**
 * Declares an action. The declaration is frozen and returned as it is, its types kept.
 *
 * @example
 * export const checkIp = defineAction({
 *   id: "abuseipdb.check-ip",
 *   effect: "read",
 *   // …
 * });
 */
export function defineAction<I extends z.ZodType, O extends z.ZodType, const S extends Secrets = Secrets>(
  declaration: ReadDeclaration<I, O, S>,
): ReadDeclaration<I, O, S>;
export function defineAction<I extends z.ZodType, O extends z.ZodType, const S extends Secrets = Secrets>(
  declaration: RecordDeclaration<I, O, S>,
): RecordDeclaration<I, O, S>;
export function defineAction<I extends z.ZodType, O extends z.ZodType, const S extends Secrets = Secrets>(
  declaration: ContainDeclaration<I, O, S>,
): ContainDeclaration<I, O, S>;
export function defineAction(declaration: Declaration): Declaration {
  if (!/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/.test(declaration.id)) {
    throw new Error(`action id "${declaration.id}" is not "system.verb-noun" in kebab-case`);
  }
  return Object.freeze(declaration);
}
