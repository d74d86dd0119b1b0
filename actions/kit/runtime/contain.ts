// Joins an action that contains to its function. Before every live call protected subjects are refused, and a grant for
// exactly this call must be there. A call whose result is known gets that result, and nothing is called again.
import type * as z from "zod";
import type { ContainDeclaration, Secrets } from "../contract/define-action.ts";
import { PermanentFailure } from "../contract/failure.ts";
import { recordGrantResult, saveStateFound, useGrant } from "./case-store/grants.ts";
import { digestOf } from "./digest.ts";
import { settings } from "./environment.ts";
import { functionOf, ownVendor } from "./implement.ts";
import { protectsTarget } from "./protected.ts";
import type { Guard, Handler, Run } from "./work.ts";

/** As `implement`, for what changes the world of the person concerned. */
export function contain<I extends z.ZodType, O extends z.ZodType, const S extends Secrets>(
  contract: ContainDeclaration<I, O, S>,
  run: Run<I, O, S>,
): Handler {
  return functionOf({ contract, vendor: ownVendor<S>(contract), run, guard: granted });
}

/** @throws ProtectedSubject, NoGrant before anything was called. */
const granted: Guard = async ({ contract, sent, call, target }, act) => {
  if (protectsTarget(settings(), target)) {
    throw new PermanentFailure(
      "ProtectedSubject",
      `${target.label} is a protected subject: containment never touches it`,
    );
  }
  const { execution, step, item } = call;
  const action = contract.id;
  const key = { execution, step, item };
  const known = await useGrant({ ...key, action, digest: digestOf({ action, input: sent }), now: new Date() });
  if (known !== null) return known;
  const result = await act((state) => saveStateFound(key, state));
  await recordGrantResult(key, result);
  return result;
};
