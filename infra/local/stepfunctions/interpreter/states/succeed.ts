// Succeed: the end of a sequence.
import type { SucceedState } from "../../definition/types.ts";
import type { Exit, Visit } from "../visit.ts";

export async function runSucceed(visit: Visit<SucceedState>): Promise<Exit> {
  const { output } = await visit.exit(visit.state, visit.input, {});
  return { output, next: null };
}
