// Restores the state found before, unless somebody has changed the key since.
import { PermanentFailure } from "../../kit/contract/index.ts";
import { contain } from "../../kit/runtime/contain.ts";
import { setStatus, statusOf } from "../status.ts";
import { enableAccessKey } from "./action.ts";

export const handler = contain(enableAccessKey, async ({ input: { key, left, restore }, stateFound, ...within }) => {
  const now = await statusOf(key, within.signal);
  const { status: found } = await stateFound({ status: now });
  // Nobody can make a key expired: such a one stays as it is.
  const wanted = restore === "Expired" ? left : restore;
  if (now !== wanted && now !== left) {
    throw new PermanentFailure(
      "Refused",
      `the access key ${key.accessKeyId} is ${now.toLowerCase()}, expected ${left.toLowerCase()} as it was left: somebody has changed it since`,
    );
  }
  if (now !== wanted && wanted !== "Expired") await setStatus(key, wanted, within);
  return { changed: found !== wanted, found, left: wanted };
});
