import type { Item, Recording } from "../../record/items.ts";
import { standings } from "../../record/items.ts";
import { type Violation, violation } from "../violation.ts";

/** Seconds that an execution may last: a year. */
const longest = 31_536_000;

/**
 * R504: a wait that Step Functions cannot keep.
 *
 * It counts in whole seconds, from one second to a year.
 *
 * Write instead: a duration of whole seconds, as in `minutes(30)`.
 */
export function wholeSeconds(recording: Recording): readonly Violation[] {
  return [...standings(recording.block)].flatMap(({ item }) => {
    const waits = waitOf(item);
    if (waits === null || (Number.isInteger(waits) && waits >= 1 && waits <= longest)) return [];
    return [
      violation(
        "R504",
        item,
        `"${item.id}" waits ${waits} seconds: give it whole seconds, at least 1 and at most a year, as in minutes(30)`,
      ),
    ];
  });
}

function waitOf(item: Item): number | null {
  switch (item.kind) {
    case "pause":
      return item.duration;
    case "ask":
      return item.timeout;
    case "approval":
      return item.request.timeout;
    case "unattended":
      return item.overLimit.timeout;
    case "task":
    case "choose":
    case "forEach":
      return null;
  }
}
