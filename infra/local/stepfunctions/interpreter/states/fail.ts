// Fail: the end of a sequence, with an error of the author's. Neither field has a default.
import type { FailState } from "../../definition/types.ts";
import { StateFailure } from "../../failure.ts";
import type { Exit, Visit } from "../visit.ts";

export async function runFail(visit: Visit<FailState>): Promise<Exit> {
  const { Error: name, Cause } = visit.state;
  const { aside } = await visit.step("#Fail", async () => ({
    aside: {
      error: name === undefined ? null : await visit.fillTyped(name, "Error", "string"),
      cause: Cause === undefined ? null : await visit.fillTyped(Cause, "Cause", "string"),
    },
  }));
  throw new StateFailure(aside.error as string | null, aside.cause as string | null);
}
