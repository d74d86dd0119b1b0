// Joins a contract and its code to a function. For every action the same order: what was sent is parsed, a rehearsal
// ends there, containment shows its grant, and only then are there secrets, a network and the action's own code.
import type * as z from "zod";
import { type ActionResult, type Call, callEnvelope } from "../contract/call.ts";
import type { Declaration, Secrets } from "../contract/define-action.ts";
import { systemOf } from "../contract/define-action.ts";
import { PermanentFailure, RetryableFailure } from "../contract/failure.ts";
import type { Vendor } from "../contract/vendor.ts";
import { granted } from "./containment.ts";
import { asFailure, issuesFailure } from "./failures.ts";
import { type Http, httpFor } from "./http.ts";
import { withMarks } from "./marks.ts";
import { forgetSecrets, type SecretReaders, secretReaders } from "./secrets.ts";

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

/** The function of an action whose contract names its vendor. */
export function implement<I extends z.ZodType, O extends z.ZodType, const S extends Secrets>(
  contract: Declaration<I, O, S>,
  run: Run<I, O, S>,
): Handler;
/** The function of an action that this vendor serves. */
export function implement<I extends z.ZodType, O extends z.ZodType, const S extends Secrets>(
  contract: Declaration<I, O>,
  vendor: Vendor<S>,
  run: Run<I, O, S>,
): Handler;
export function implement<I extends z.ZodType, O extends z.ZodType, S extends Secrets>(
  contract: Declaration<I, O>,
  ...rest: [Run<I, O, S>] | [Vendor<S>, Run<I, O, S>]
): Handler {
  const [vendor, run] = rest.length === 1 ? [null, rest[0]] : rest;
  const action: Action<I, O, S> = { contract, vendor: vendor ?? ownVendor<S>(contract), run };
  return async (event, context) => {
    try {
      return await answer(action, event, context);
    } catch (error) {
      throw asFailure(contract.id, error);
    }
  };
}

interface Action<I extends z.ZodType, O extends z.ZodType, S extends Secrets> {
  readonly contract: Declaration<I, O>;
  readonly vendor: Vendor<S>;
  readonly run: Run<I, O, S>;
}

function ownVendor<S extends Secrets>(contract: Declaration): Vendor<S> {
  const { id, secrets, hosts, permissions, limits } = contract;
  const rate = limits.perSecond === undefined ? {} : { perSecond: limits.perSecond };
  return { system: systemOf(id), secrets: secrets as S, hosts, permissions, ...rate };
}

async function answer<I extends z.ZodType, O extends z.ZodType, S extends Secrets>(
  action: Action<I, O, S>,
  event: unknown,
  context: LambdaContext | undefined,
): Promise<ActionResult> {
  const { contract } = action;
  const { input: sent, call } = parseEnvelope(event);
  const input = parseInput(contract, sent);
  if (call.mode === "dry-run" && contract.effect !== "read") {
    return { output: parseOutput(contract, contract.wouldDo(input).output), simulated: false };
  }
  const timeout = timeLeft(contract, context);
  const act = (stateFound: Work<unknown>["stateFound"]) =>
    withMarks(() => withinTime(timeout, (signal) => runTwice(action, { input, call, signal, timeout, stateFound })));
  const finish = ({ value, simulated }: { value: unknown; simulated: boolean }) => ({
    output: parseOutput(contract, value),
    simulated,
  });
  if (contract.effect !== "contain") return finish(await act(noStateToSave));
  return granted({ contract, sent, call, target: contract.target(input) }, async (stateFound) =>
    finish(await act(stateFound)),
  );
}

function parseEnvelope(event: unknown): { input: unknown; call: Call } {
  const parsed = callEnvelope.safeParse(event);
  if (parsed.success) return parsed.data;
  if (parsed.error.issues.some(({ path }) => path.join(".") === "call.mode" || path.join(".") === "call")) {
    throw new PermanentFailure(
      "MissingMode",
      "the call does not say whether it is live or a dry run: expected call.mode",
    );
  }
  throw issuesFailure("InvalidInput", "the call", parsed.error);
}

function parseInput<I extends z.ZodType>(contract: Declaration<I>, sent: unknown): z.output<I> {
  const parsed = contract.input.safeParse(sent);
  if (parsed.success) return parsed.data;
  throw issuesFailure("InvalidInput", `the input of ${contract.id}`, parsed.error);
}

function parseOutput(contract: Pick<Declaration, "id" | "output" | "limits">, value: unknown): ActionResult["output"] {
  const parsed = contract.output.safeParse(value);
  if (!parsed.success) throw issuesFailure("InvalidOutput", `the output of ${contract.id}`, parsed.error);
  const bytes = Buffer.byteLength(JSON.stringify(parsed.data));
  if (bytes <= contract.limits.output) return parsed.data as ActionResult["output"];
  throw new PermanentFailure(
    "OutputTooLarge",
    `the output of ${contract.id} has ${bytes} bytes, expected at most ${contract.limits.output}: ask for less`,
  );
}

/** The step's time in milliseconds: the contract's, or what Lambda leaves, less what it takes to answer. */
function timeLeft(contract: Pick<Declaration, "limits">, context: LambdaContext | undefined): number {
  const own = contract.limits.timeout * 1_000;
  return context === undefined ? own : Math.max(Math.min(own, context.getRemainingTimeInMillis() - 100), 1);
}

/** Code that does not listen to its signal is left behind when the time is over. */
async function withinTime<T>(timeout: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const { promise: over, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new RetryableFailure("TimedOut", `no answer within ${timeout / 1_000} seconds`));
    controller.abort();
  }, timeout);
  try {
    return await Promise.race([work(controller.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}

interface Given<Input> {
  readonly input: Input;
  readonly call: Call;
  readonly signal: AbortSignal;
  readonly timeout: number;
  readonly stateFound: Work<unknown>["stateFound"];
}

/** A secret may have changed since it was kept: a vendor that refuses it is asked once more with a fresh one. */
async function runTwice<I extends z.ZodType, O extends z.ZodType, S extends Secrets>(
  action: Action<I, O, S>,
  given: Given<z.output<I>>,
): Promise<unknown> {
  const { contract, vendor } = action;
  const repeatable = contract.effect === "read" || contract.repeat.by !== "at-least-once";
  const { input, call, signal, stateFound } = given;
  const began = Date.now();
  const deadline = began + given.timeout;
  const { system, hosts, perSecond } = vendor;
  const http = httpFor({
    system: systemOf(contract.id),
    vendor: system,
    hosts,
    perSecond,
    deadline,
    signal,
    repeatable: contract.effect === "read",
  });
  const timeLeft = () => Math.max(deadline - Date.now(), 0);
  const work = { input, call, signal, timeLeft, stateFound, http, now: () => new Date() };
  const once = () => action.run({ ...work, secrets: secretReaders(vendor.secrets) });
  try {
    return await once();
  } catch (error) {
    const refused = error instanceof PermanentFailure && error.name === "Unauthorized";
    const stale = refused && forgetSecrets(vendor.secrets, began);
    if (!stale || !repeatable) throw error;
    return once();
  }
}

const noStateToSave: Work<unknown>["stateFound"] = async (state) => state;
