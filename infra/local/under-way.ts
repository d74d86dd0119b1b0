// What is being done at the moment. Time that is moved must not pass in the middle of it.
import { setTimeout as sleep } from "node:timers/promises";
import type { Invoke } from "./wire.ts";

/** The same calls, and how many of them have not been answered yet. */
export function counted(call: Invoke): { readonly invoke: Invoke; underWay(): number } {
  let underWay = 0;
  return {
    async invoke(name, payload) {
      underWay += 1;
      try {
        return await call(name, payload);
      } finally {
        underWay -= 1;
      }
    },
    underWay: () => underWay,
  };
}

/** Between two looks, in milliseconds; how many quiet looks are enough, as one call leads to the next; how many in all. */
const looks = { every: 10, enough: 5, most: 1_000 };

/** Resolves once nothing has been under way for a moment, or after ten seconds. */
export async function quiet(underWay: () => number): Promise<void> {
  let quietLooks = 0;
  for (let look = 0; look < looks.most && quietLooks < looks.enough; look += 1) {
    await sleep(looks.every);
    quietLooks = underWay() === 0 ? quietLooks + 1 : 0;
  }
}
