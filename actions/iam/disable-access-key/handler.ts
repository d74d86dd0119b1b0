// The state found is saved first: a retry after our own effect still knows that the key was in use.
import { contain } from "../../kit/runtime/contain.ts";
import { setStatus, statusOf } from "../status.ts";
import { disableAccessKey } from "./action.ts";

export const handler = contain(disableAccessKey, async ({ input: { key }, stateFound, ...within }) => {
  const now = await statusOf(key, within.signal);
  const { status: found } = await stateFound({ status: now });
  if (now === "Active") await setStatus(key, "Inactive", within);
  return { changed: found === "Active", found, left: now === "Active" ? "Inactive" : now };
});
