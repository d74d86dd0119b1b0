// Joins a contract and its code to a function. For every action the same order: what was sent is parsed, a rehearsal
// ends there, containment passes its guard, and only then are there secrets, a network and the action's own code.
import type * as z from "zod";
import type { ActionResult, Call } from "../contract/call.ts";
import {
  type Declaration,
  type ReadDeclaration,
  type RecordDeclaration,
  type Secrets,
  systemOf,
} from "../contract/define-action.ts";
import { PermanentFailure } from "../contract/failure.ts";
import type { Vendor } from "../contract/vendor.ts";
import { asFailure } from "./failures.ts";
import { httpFor } from "./http.ts";
import { withMarks } from "./marks.ts";
import { parseEnvelope, parseInput, parseOutput } from "./parse.ts";
import { forgetSecrets, secretReaders } from "./secrets.ts";
import { timeOf, withinTime } from "./step-time.ts";
import type { Action, Handler, LambdaContext, Run, SaveState } from "./work.ts";

type Harmless<I extends z.ZodType, O extends z.ZodType, S extends Secrets = Secrets> =
  | ReadDeclaration<I, O, S>
  | RecordDeclaration<I, O, S>;

/** The function of an action whose contract names its vendor. What contains is joined by `contain` instead. */
export function implement<I extends z.ZodType, O extends z.ZodType, const S extends Secrets>(
  contract: Harmless<I, O, S>,
  run: Run<I, O, S>,
): Handler;
/** The function of an action that this vendor serves. */
export function implement<I extends z.ZodType, O extends z.ZodType, const S extends Secrets>(
  contract: Harmless<I, O>,
  vendor: Vendor<S>,
  run: Run<I, O, S>,
): Handler;
export function implement<I extends z.ZodType, O extends z.ZodType, S extends Secrets>(
  contract: Harmless<I, O>,
  ...rest: [Run<I, O, S>] | [Vendor<S>, Run<I, O, S>]
): Handler {
  const [vendor, run] = rest.length === 1 ? [ownVendor<S>(contract), rest[0]] : rest;
  return functionOf({ contract, vendor, run, guard: null });
}

/** What a contract that names its vendor says of it. */
export function ownVendor<S extends Secrets>({ id, secrets, hosts, permissions, limits }: Declaration): Vendor<S> {
  const rate = limits.perSecond === undefined ? {} : { perSecond: limits.perSecond };
  return { system: systemOf(id), secrets: secrets as S, hosts, permissions, ...rate };
}

/** @throws where a contract contains and nothing guards it: when the function is loaded, before any call. */
export function functionOf<I extends z.ZodType, O extends z.ZodType, S extends Secrets>(
  action: Action<I, O, S>,
): Handler {
  const { contract, guard } = action;
  if (contract.effect === "contain" && guard === null) {
    throw new Error(`${contract.id} contains and nothing guards it: join it with contain, not with implement`);
  }
  return async (event, context) => {
    try {
      return await answer(action, event, context);
    } catch (error) {
      throw asFailure(contract.id, error);
    }
  };
}

async function answer<I extends z.ZodType, O extends z.ZodType, S extends Secrets>(
  action: Action<I, O, S>,
  event: unknown,
  context: LambdaContext | undefined,
): Promise<ActionResult> {
  const { contract, guard } = action;
  const { input: sent, call } = parseEnvelope(event);
  const input = parseInput(contract, sent);
  if (call.mode === "dry-run" && contract.effect !== "read") {
    return { output: parseOutput(contract, contract.wouldDo(input).output), simulated: false };
  }
  const timeout = timeOf(contract, context);
  const act = async (stateFound: SaveState): Promise<ActionResult> => {
    const { value, simulated } = await withMarks(() =>
      withinTime(timeout, (signal) => runTwice(action, { input, call, signal, timeout, stateFound })),
    );
    return { output: parseOutput(contract, value), simulated };
  };
  if (contract.effect !== "contain" || guard === null) return act(noStateToSave);
  return guard({ contract, sent, call, target: contract.target(input) }, act);
}

interface Given<Input> {
  readonly input: Input;
  readonly call: Call;
  readonly signal: AbortSignal;
  readonly timeout: number;
  readonly stateFound: SaveState;
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

const noStateToSave: SaveState = async (state) => state;
