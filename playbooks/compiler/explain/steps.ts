// Every step of a playbook with what goes into it, in words.
import type * as z from "zod";
import { duration } from "../../../actions/kit/contract/index.ts";
import { literal, type Node } from "../../language/node.ts";
import { named } from "../../language/reference.ts";
import { withDefaults } from "../emit/defaults.ts";
import { type Item, type Recording, type Standing, standings } from "../record/items.ts";
import type { SummaryStep } from "./summary.ts";
import { span, worded } from "./words.ts";

/** In source order, those inside branches after the item that branches. */
export const stepsOf = (recording: Recording): readonly SummaryStep[] => [...standings(recording.block)].map(stepOf);

const stepOf = ({ item, within }: Standing): SummaryStep => ({
  id: item.id,
  word: item.kind === "task" ? item.word : item.kind,
  action: item.kind === "task" ? item.action.id : null,
  title: item.kind === "task" ? item.action.title : null,
  timeLimit: item.kind === "task" ? item.action.limits.timeout : null,
  within: within.map((outer) => ({ step: outer.item.id, branch: outer.branch })),
  with: detailOf(item),
});

function detailOf(item: Item): Record<string, string> {
  switch (item.kind) {
    case "task":
      return fieldsInWords(withDefaults(item.action, item.input), item.action.input);
    case "choose":
      return Object.fromEntries(item.branches.map((branch) => [branch.id, worded(branch.if)]));
    case "forEach":
      return { "item of": named(item.list) };
    case "ask":
      return { whom: worded(item.whom), question: worded(item.question), timeout: span(item.timeout) };
    case "pause":
      return { for: span(item.duration) };
    case "approval":
    case "unattended":
      return {};
  }
}

/** The fields of an input, each in words. */
export function fieldsInWords(input: Node, schema: z.ZodType): Record<string, string> {
  return Object.fromEntries(
    fieldsOf(input).map(([name, node]) => [
      name,
      node.kind === "literal" ? literalWords(node, schema, name) : worded(node),
    ]),
  );
}

function fieldsOf(input: Node): readonly (readonly [string, Node])[] {
  if (input.kind === "object") return Object.entries(input.fields);
  if (input.kind !== "literal" || input.value === null || typeof input.value !== "object") return [];
  return Object.entries(input.value).map(([name, value]) => [name, literal(value)]);
}

/** A number of seconds is shown as a duration where the contract takes one. */
function literalWords(node: Node & { kind: "literal" }, schema: z.ZodType, field: string): string {
  const property = (schema.def as { shape?: Record<string, z.ZodType> }).shape?.[field];
  return typeof node.value === "number" && isDuration(property) ? span(node.value) : worded(node);
}

function isDuration(schema: z.ZodType | undefined): boolean {
  if (schema === undefined || schema === duration) return schema !== undefined;
  return isDuration((schema.def as { innerType?: z.ZodType }).innerType);
}
