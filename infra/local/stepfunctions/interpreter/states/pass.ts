// Pass: nothing but its Assign and Output.
import type { PassState } from "../../definition/types.ts";
import { type Exit, nextOf, type Visit } from "../visit.ts";

export async function runPass(visit: Visit<PassState>): Promise<Exit> {
  const { output } = await visit.exit(visit.state, visit.input, {});
  return { output, next: nextOf(visit.state) };
}
