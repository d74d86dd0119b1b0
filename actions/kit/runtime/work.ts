// What an action's code gets, and what a function is made of.
import type * as z from "zod";
import type { ActionResult, Call } from "../contract/call.ts";
import type { Declaration, Secrets, Target } from "../contract/define-action.ts";
import type { Vendor } from "../contract/vendor.ts";
import type { Http } from "./http.ts";
import type { SecretReaders } from "./secrets.ts";

/** What an action's code gets to work with. */
export interface Work<Input, S extends Secrets = Secrets> {
  readonly input: Input;
  readonly call: Call;
  readonly secrets: SecretReaders<S>;
  /** Reaches the contract's hosts, and only those. */
  readonly http: Http;
  /** Aborted when the step's time is over. */
  readonly signal: AbortSignal;
  /** Milliseconds until then. */
  readonly timeLeft: () => number;
  readonly now: () => Date;
  /** Containment saves here what it found, before it changes anything; a retry gets the first one back. */
  readonly stateFound: <State extends z.core.util.JSONType>(state: State) => Promise<State>;
}

export type Run<I extends z.ZodType, O extends z.ZodType, S extends Secrets> = (
  work: Work<z.output<I>, S>,
) => Promise<z.input<O>>;

/** What the code of a contract has to answer. */
export type Output<Contract extends { readonly output: z.ZodType }> = z.input<Contract["output"]>;

/** The part of Lambda's context that is used. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

export type Handler = (event: unknown, context?: LambdaContext) => Promise<unknown>;

/** Keeps a state, and answers the first one kept. */
export type SaveState = Work<unknown>["stateFound"];

/** One live call of an action that contains, as it was sent. */
export interface Containment {
  readonly contract: Pick<Declaration, "id">;
  /** Before parsing: that is what a grant's digest is of. */
  readonly sent: unknown;
  readonly call: Call;
  /** Of the input as parsed. */
  readonly target: Target;
}

/** Stands before a containment, and calls `act` only if it may be. */
export type Guard = (
  containment: Containment,
  act: (stateFound: SaveState) => Promise<ActionResult>,
) => Promise<ActionResult>;

/** A contract with the code that serves it, and with the guard of one that contains. */
export interface Action<I extends z.ZodType, O extends z.ZodType, S extends Secrets> {
  readonly contract: Declaration<I, O>;
  readonly vendor: Vendor<S>;
  readonly run: Run<I, O, S>;
  readonly guard: Guard | null;
}
