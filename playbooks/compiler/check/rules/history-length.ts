import type { Retrier } from "../../emit/asl.ts";
import { ownRetries, retriesOf } from "../../emit/retry.ts";
import type { Block, ForEach, Item, Recording, Task } from "../../record/items.ts";
import { blocksOf, standings } from "../../record/items.ts";
import { type Bounds, boundsOf, grouped } from "../bounds.ts";
import { type Violation, violation } from "../violation.ts";

/** Events after which Step Functions ends an execution, and those of the execution itself and its last states. */
const mostEvents = 25_000;
const ofTheEnd = 10;
/** Of one state: entered and left. Of a task besides: scheduled, started, ended; submitted where it waits for people. */
const state = 2;
const call = 5;
const question = 6;
/** Of every try after the first: scheduled, started, failed. */
const again = 3;
/** Of a join and a landing that an item may need. */
const around = 6;

/**
 * R502: more events than Step Functions keeps.
 *
 * An execution ends at 25,000 events, in the middle of whatever it does. The worst case is counted: every loop as long as
 * its list may be, every call tried as often as it may be.
 *
 * Write instead: a smaller maximum for the list, in the contract or the finding's schema, or fewer steps in the loop.
 */
export function historyLength(recording: Recording): readonly Violation[] {
  const bounds = boundsOf(recording);
  const loops = [...standings(recording.block)]
    .filter(({ within }) => !within.some((outer) => outer.item.kind === "forEach"))
    .flatMap(({ item }) => (item.kind === "forEach" ? [item] : []));
  const endless = [...standings(recording.block)].flatMap(({ item }) =>
    item.kind === "forEach" && bounds.passesOf(item) === null ? [item] : [],
  );
  if (endless.length > 0)
    return endless.map((loop) =>
      violation(
        "R502",
        loop,
        `"${loop.id}" may pass any number of times: give its list a maximum, as in z.array(…).max(50)`,
      ),
    );
  const events = ofTheEnd + blockEvents(recording.block, bounds);
  if (events <= mostEvents) return [];
  return loops
    .toSorted((a, b) => itemEvents(b, bounds) - itemEvents(a, bounds))
    .slice(0, 1)
    .map((loop) => tooMany(loop, events, bounds));
}

function tooMany(loop: ForEach, events: number, bounds: Bounds): Violation {
  const passes = bounds.passesOf(loop) ?? 0;
  return violation(
    "R502",
    loop,
    `"${loop.id}" may pass ${grouped(passes)} times with up to ${grouped(passEvents(loop, bounds))} events each, so an execution may come to ${grouped(events)} events, and Step Functions ends it at ${grouped(mostEvents)}: give the list a smaller maximum, or do less in the loop`,
  );
}

const blockEvents = (block: Block, bounds: Bounds): number =>
  block.items.reduce((sum, item) => sum + around + itemEvents(item, bounds), 0);

const passEvents = (loop: ForEach, bounds: Bounds): number => state + blockEvents(loop.block, bounds);

const tries = (retriers: readonly Retrier[]): number =>
  again * retriers.reduce((sum, retrier) => sum + retrier.MaxAttempts, 0);

const asked = question + tries(ownRetries) + state;

function itemEvents(item: Item, bounds: Bounds): number {
  const inside = Math.max(0, ...blocksOf(item).map(([, block]) => blockEvents(block, bounds)));
  switch (item.kind) {
    case "task":
      return taskEvents(item);
    case "choose":
    case "pause":
      return state + inside;
    case "forEach":
      return 2 * state + (bounds.passesOf(item) ?? 0) * passEvents(item, bounds);
    case "ask":
      return asked + inside;
    case "approval":
      return state + asked + inside;
    case "unattended":
      return 2 * state + call + tries(ownRetries) + asked + inside;
  }
}

/** A containment may stop once at its limit, ask, and be called again. */
const taskEvents = ({ word, action }: Task): number => {
  const once = call + tries(retriesOf(action));
  return word === "contain" ? 2 * once + asked : once;
};
