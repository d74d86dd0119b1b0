// Wait: for so many seconds after it was entered, or until a moment.
import type { WaitState } from "../../definition/types.ts";
import { EvaluationFailure, unexpectedType } from "../../evaluate/evaluator.ts";
import { longestSeconds } from "../../limits.ts";
import { momentOf } from "../timestamp.ts";
import { type Exit, nextOf, type Visit } from "../visit.ts";
import { waitUntil } from "../wait-until.ts";

export async function runWait(visit: Visit<WaitState>): Promise<Exit> {
  const { aside } = await visit.step("#Wait", async () => ({ aside: { until: await endOf(visit) } }));
  await waitUntil(visit.scope, Number(aside.until));
  const { output } = await visit.exit(visit.state, visit.input, {});
  return { output, next: nextOf(visit.state) };
}

async function endOf(visit: Visit<WaitState>): Promise<number> {
  const { Seconds, Timestamp } = visit.state;
  if (Seconds !== undefined) {
    const seconds = Number(await visit.fillTyped(Seconds, "Seconds", "number"));
    if (!Number.isInteger(seconds)) throw unexpectedType(Seconds, "Seconds", "integer", seconds);
    if (seconds < 0 || seconds > longestSeconds) {
      throw new EvaluationFailure(
        `The Seconds field must be an integer from 0 to ${longestSeconds}: ${seconds}`,
        "Seconds",
      );
    }
    return visit.entered.at + seconds * 1_000;
  }
  const text = String(await visit.fillTyped(Timestamp ?? "", "Timestamp", "string"));
  const moment = momentOf(text);
  if (moment !== null) return moment;
  const problem = "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string";
  throw new EvaluationFailure(`${problem}: ${text}`, "Timestamp");
}
