// Joins an action that contains to its function. Before every live call protected subjects are refused, nobody may have
// stopped containment, a grant for exactly this call must be there, and the hour's limit must not be reached. A call whose
// result is known gets that result, and nothing is called again.
import type * as z from "zod";
import type { ContainDeclaration, Secrets } from "../contract/define-action.ts";
import { PermanentFailure } from "../contract/failure.ts";
import { countBlast } from "./case-store/blast-radius.ts";
import { passesLimit, recordGrantResult, saveStateFound, useGrant } from "./case-store/grants.ts";
import { stopOf } from "./case-store/stops.ts";
import { digestOf } from "./digest.ts";
import { settings } from "./environment.ts";
import { functionOf, ownVendor } from "./implement.ts";
import { protectsTarget } from "./protected.ts";
import type { Containment, Guard, Handler, Run } from "./work.ts";

/** As `implement`, for what changes the world of the person concerned. */
export function contain<I extends z.ZodType, O extends z.ZodType, const S extends Secrets>(
  contract: ContainDeclaration<I, O, S>,
  run: Run<I, O, S>,
): Handler {
  const guard = guardedBy(contract.blastRadius.perHour);
  return functionOf({ contract, vendor: ownVendor<S>(contract), run, guard });
}

/** @throws ProtectedSubject, Stopped, NoGrant, BlastRadiusReached before anything was called. */
const guardedBy =
  (perHour: number): Guard =>
  async (containment, act) => {
    const { contract, sent, call, target } = containment;
    if (protectsTarget(settings(), target)) {
      throw new PermanentFailure(
        "ProtectedSubject",
        `${target.label} is a protected subject: containment never touches it`,
      );
    }
    await refuseWhenStopped(call.playbook);
    const { execution, step, item } = call;
    const action = contract.id;
    const key = { execution, step, item };
    const now = new Date();
    const known = await useGrant({ ...key, action, digest: digestOf({ action, input: sent }), now });
    if (known !== null) return known;
    await withinBlastRadius(containment, perHour, now);
    const result = await act((state) => saveStateFound(key, state));
    await recordGrantResult(key, result);
    return result;
  };

async function refuseWhenStopped(playbook: string): Promise<void> {
  const stop = await stopOf(playbook);
  if (stop === null) return;
  const what = stop.playbook === null ? "all containment" : `the containment of ${stop.playbook}`;
  throw new PermanentFailure("Stopped", `${stop.by} has stopped ${what} at ${stop.at}: nothing was called`);
}

async function withinBlastRadius({ contract, call, target }: Containment, perHour: number, now: Date): Promise<void> {
  const { playbook, execution, step, item } = call;
  const key = { execution, step, item };
  const blast = { action: contract.id, account: target.account, playbook, call: key, now };
  if (await countBlast(blast, perHour)) return;
  if (!(await passesLimit(key))) {
    throw new PermanentFailure(
      "BlastRadiusReached",
      `${contract.id} has contained ${perHour} times this hour in account ${target.account ?? "–"} for ${playbook}, which is its limit: nothing was called`,
    );
  }
  await countBlast(blast, null);
}
