// How many passes a loop makes. At most as many as its list may have items, where a contract says so.
import type * as z from "zod";
import type { Path } from "../../language/node.ts";
import { fieldOf, itemOf, type Shape, shapeOf } from "../../language/shape.ts";
import { type ForEach, type Recording, standings } from "../record/items.ts";
import { type Case, perCase } from "./cases.ts";

/** Passes that are counted at worst where no contract bounds the list. */
const unbounded = 100;

export type LoopPasses = ReadonlyMap<string, Readonly<Record<Case, number>>>;

/** By the ids of loops. */
export function loopPasses(recording: Recording): LoopPasses {
  const items = [...standings(recording.block)].map(({ item }) => item);
  const outputs = new Map(
    items.flatMap((item) => (item.kind === "task" ? [[item.id, shapeOf(item.action.output)] as const] : [])),
  );
  const loops = new Map(items.flatMap((item) => (item.kind === "forEach" ? [[item.id, item] as const] : [])));
  const shapeAt = (path: Path): Shape | undefined => {
    const { source, fields } = path;
    if (source.kind === "finding") return undefined;
    if (source.kind === "step") return below(outputs.get(source.step), fields.slice(1));
    const list = loops.get(source.loop)?.list;
    const items = list === undefined ? undefined : shapeAt(list);
    return below(items === undefined ? undefined : itemOf(items), fields);
  };
  const most = (loop: ForEach): number => mostItems(shapeAt(loop.list)) ?? unbounded;
  return new Map(
    [...loops].map(([id, loop]) => [id, perCase((when) => ({ best: 0, typical: 1, worst: most(loop) })[when])]),
  );
}

const below = (shape: Shape | undefined, fields: readonly string[]): Shape | undefined =>
  fields.reduce<Shape | undefined>((at, field) => (at === undefined ? undefined : fieldOf(at, field)?.shape), shape);

type Schema = z.core.JSONSchema.BaseSchema;

function mostItems(shape: Shape | undefined): number | undefined {
  if (shape === undefined) return undefined;
  const schemas = [shape.schema, ...((shape.schema.anyOf ?? []) as Schema[])];
  const bounds = schemas.flatMap(({ maxItems }) => (typeof maxItems === "number" ? [maxItems] : []));
  return bounds.length === 0 ? undefined : Math.max(...bounds);
}
