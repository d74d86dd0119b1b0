// The state found is saved first: a retry after our own effect still knows that the key was in use.
import { implement } from "../../kit/runtime/implement.ts";
import { setStatus, statusOf } from "../status.ts";
import { disableAccessKey } from "./action.ts";

export const handler = implement(disableAccessKey, async ({ input: { key }, signal, stateFound }) => {
  const now = await statusOf(key, signal);
  const { status: found } = await stateFound({ status: now });
  if (now === "Active") await setStatus(key, "Inactive", signal);
  return { changed: found === "Active", found, left: now === "Active" ? "Inactive" : now };
});
