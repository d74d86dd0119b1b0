import type { Node } from "../../../language/node.ts";
import { factsOf } from "../../emit/facts.ts";
import {
  type ApprovalRequest,
  type Block,
  blocksOf,
  type ForEach,
  type Item,
  type Recording,
  standings,
  type Task,
} from "../../record/items.ts";
import { schedule } from "../../schedule/schedule.ts";
import { itemsOf, type Tree } from "../../schedule/shapes.ts";
import { type Bounds, boundsOf, grouped, mostCarried, outcomeBytes, type Part, sum, total } from "../bounds.ts";
import { type Violation, violation } from "../violation.ts";

/** Bytes of what travels with every call, and of a plan line beside its input. */
const envelope = 1_024;
const lineHead = 256;

/**
 * R501: more than Step Functions carries at once.
 *
 * A payload, the results of steps that run side by side and the result of a loop may have 262,144 bytes each. What they
 * may come to is added up from the contracts: `limits.output`, and the bounds of lists and texts in the schemas.
 *
 * Write instead: pass the fields that are needed and not the whole output, bound the lists in the contract, or keep large
 * things as evidence in the bucket and pass the link.
 */
export function tooLarge(recording: Recording): readonly Violation[] {
  const bounds = boundsOf(recording);
  const facts = factsOf(recording);
  const all = [...standings(recording.block)].map(({ item }) => item);
  const blocks = [recording.block, ...all.flatMap((item) => blocksOf(item).map(([, block]) => block))];
  const outcome = (task: Task): Part => ({ name: task.id, bytes: outcomeBytes(task, facts.outputs.has(task.id)) });
  const results = (items: readonly Item[]): readonly Part[] =>
    handed(items)
      .filter((task) => facts.wanted.has(task.id))
      .map(outcome);
  return [
    ...all.flatMap((item) => payloads(item, bounds).flatMap((parts) => refused(item, "is called with", parts))),
    ...blocks.flatMap((block) =>
      waves(block).flatMap((items) => refused(items[0] as Item, "and what runs beside it give", results(items))),
    ),
    ...all.flatMap((item) => refused(item, "gives, pass by pass,", passes(item, bounds))),
  ];
}

function refused(item: Item, what: string, parts: readonly Part[]): readonly Violation[] {
  const bytes = total(parts);
  if (bytes <= mostCarried) return [];
  return [
    violation(
      "R501",
      item,
      `"${item.id}" ${what} up to ${grouped(bytes)} bytes, and Step Functions carries ${grouped(mostCarried)}: ${sum(parts)}; pass only the fields that are needed, or bound them in their schemas`,
    ),
  ];
}

function payloads(item: Item, bounds: Bounds): readonly (readonly Part[])[] {
  const call: Part = { name: "the call", bytes: envelope };
  const of = (...nodes: readonly Node[]) => [call, ...nodes.flatMap((node) => bounds.bytesOf(node))];
  const asked = (request: ApprovalRequest, plan: readonly Part[]) => [
    ...of(...request.because, request.subject),
    ...plan,
  ];
  switch (item.kind) {
    case "task":
      return [of(item.input)];
    case "ask":
      return [of(item.whom, item.question)];
    case "approval":
      return [asked(item.request, planBytes(item.approved, bounds, []))];
    case "unattended":
      return [asked(item.overLimit, planBytes(item.block, bounds, []))];
    case "choose":
    case "forEach":
    case "pause":
      return [];
  }
}

/** Every containment of a branch, as often as the loops around it may pass. */
function planBytes(block: Block, bounds: Bounds, around: readonly ForEach[]): readonly Part[] {
  return block.items.flatMap((item): readonly Part[] => {
    if (item.kind === "task" && item.word === "contain") return [lineBytes(item, bounds, around)];
    if (item.kind === "forEach") return planBytes(item.block, bounds, [...around, item]);
    if (item.kind !== "choose") return [];
    const branches = blocksOf(item).map(([, inner]) => planBytes(inner, bounds, around));
    return branches.reduce((largest, parts) => (total(parts) > total(largest) ? parts : largest));
  });
}

function lineBytes(task: Task, bounds: Bounds, around: readonly ForEach[]): Part {
  const times = around.reduce((product, loop) => product * (bounds.passesOf(loop) ?? 1), 1);
  const bytes = times * lineHead + total(bounds.bytesOf(task.input, around));
  return { name: times === 1 ? task.id : `${task.id} × ${grouped(times)}`, bytes };
}

/** The groups of items of which one state assigns all outcomes. */
function waves(block: Block): readonly (readonly Item[])[] {
  const tree = schedule(block);
  const groups = (part: Tree): readonly (readonly number[])[] =>
    part.kind === "item" || part.kind === "parallel" ? [itemsOf(part)] : part.parts.flatMap(groups);
  return tree === null ? [] : groups(tree).map((items) => items.map((at) => block.items[at] as Item));
}

/** The calls in some items whose outcomes are handed on: those in branches too, those in loops not. */
const handed = (items: readonly Item[]): readonly Task[] =>
  [...standings({ items })]
    .filter(({ within }) => !within.some((outer) => outer.item.kind === "forEach"))
    .flatMap(({ item }) => (item.kind === "task" ? [item] : []));

function passes(item: Item, bounds: Bounds): readonly Part[] {
  if (item.kind !== "forEach") return [];
  const ids = [...standings(item.block)].reduce((bytes, inner) => bytes + inner.item.id.length + 3, 16);
  return [{ name: item.id, bytes: ids * (bounds.passesOf(item) ?? 0) }];
}
