// Restores the state found before, unless somebody has changed the key since.
import { PermanentFailure } from "../../kit/contract/index.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { setStatus, statusOf } from "../status.ts";
import { enableAccessKey } from "./action.ts";

export const handler = implement(enableAccessKey, async ({ input: { key, left, restore }, signal, stateFound }) => {
  const now = await statusOf(key, signal);
  const { status: found } = await stateFound({ status: now });
  if (now !== restore && now !== left) {
    throw new PermanentFailure(
      "Refused",
      `the access key ${key.accessKeyId} is ${now.toLowerCase()}, expected ${left.toLowerCase()} as it was left: somebody has changed it since`,
    );
  }
  if (now !== restore && restore !== "Expired") await setStatus(key, restore, signal);
  return { changed: found !== restore, found, left: restore };
});
