// What stands before every live containment: protected subjects are refused, and a grant for exactly this call must be
// there. A call repeated with a grant whose result is known gets that result, and nothing is called again.
import type { ActionResult, Call } from "../contract/call.ts";
import type { Declaration, Target } from "../contract/define-action.ts";
import { PermanentFailure } from "../contract/failure.ts";
import { recordGrantResult, saveStateFound, useGrant } from "./case-store/grants.ts";
import { digestOf } from "./digest.ts";
import { settings } from "./environment.ts";
import type { Work } from "./implement.ts";
import { protectsTarget } from "./protected.ts";

interface Containment {
  readonly contract: Pick<Declaration, "id">;
  /** The input as it was sent, before parsing: that is what the grant's digest is of. */
  readonly sent: unknown;
  readonly call: Call;
  readonly target: Target;
}

/** Runs `act` under its grant. @throws ProtectedSubject, NoGrant before anything was called. */
export async function granted(
  { contract, sent, call, target }: Containment,
  act: (stateFound: Work<unknown>["stateFound"]) => Promise<ActionResult>,
): Promise<ActionResult> {
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
}
