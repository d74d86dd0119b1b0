// The state found is saved first: a retry after our own effect still knows that the key was in use.
import { implement } from "../../kit/runtime/implement.ts";
import { setStatus, statusOf } from "../status.ts";
import { disableAccessKey } from "./action.ts";

export const handler = implement(disableAccessKey, async ({ input: { key }, stateFound, ...within }) => {
  const now = await statusOf(key, within.signal);
  const { status: found } = await stateFound({ status: now });
  if (now === "Active") await setStatus(key, "Inactive", within);
  return { changed: found === "Active", found, left: now === "Active" ? "Inactive" : now };
});
