// How large values may become, from the schemas and limits of the contracts: bytes of JSON, and items of lists.
import type * as z from "zod";
import type { Json, Node, Path } from "../../language/node.ts";
import { named } from "../../language/reference.ts";
import { alternatives, at, fieldOf, itemOf, type Shape, shapeOf } from "../../language/shape.ts";
import { type ForEach, type Recording, standings, type Task } from "../record/items.ts";

type Schema = z.core.JSONSchema.BaseSchema;

/** Bytes that Step Functions carries at once: a payload, what one state assigns, a result. */
export const mostCarried = 262_144;
/** Bytes of an outcome beside its output or its error, and of an error, whose cause has a thousand characters. */
const outcomeHead = 512;
const errorBytes = 4_352;
/** Bytes that a UTF-16 code unit may take in JSON. */
const bytesPerUnit = 6;
/** Characters of a text that a pattern or a format bounds, and no length. */
const patterned = 320;
const formats: Readonly<Record<string, number>> = { ipv4: 15, ipv6: 45, uuid: 36, date: 10, time: 30 };

export interface Bounds {
  /** Bytes that a value may have, and which of its parts they come from; in all passes of the loops around it. */
  bytesOf(node: Node, around?: readonly ForEach[]): readonly Part[];
  /** Items that a loop may pass over; null: its list has no maximum. */
  passesOf(loop: ForEach): number | null;
}

export interface Part {
  readonly name: string;
  readonly bytes: number;
}

export const total = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.bytes, 0);

/** `abuse 4,096 + whois 24,576`, the largest first. */
export const sum = (parts: readonly Part[]): string =>
  parts
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ name, bytes }) => `${name} ${grouped(bytes)}`)
    .join(" + ");

export const grouped = (count: number): string => count.toLocaleString("en-US");

/** Bytes of a step's outcome; without its output where nobody reads that. */
export const outcomeBytes = (task: Task, keepsOutput: boolean): number =>
  outcomeHead + Math.max(errorBytes, keepsOutput ? task.action.limits.output : 0);

export function boundsOf(recording: Recording): Bounds {
  const all = [...standings(recording.block)].map(({ item }) => item);
  const tasks = new Map(all.flatMap((item) => (item.kind === "task" ? [[item.id, item] as const] : [])));
  const loops = new Map(all.flatMap((item) => (item.kind === "forEach" ? [[item.id, item] as const] : [])));

  /** The shape of a path's value and the bytes that it cannot exceed. */
  function bounded(path: Path): { readonly shape: Shape | undefined; readonly limit: number } {
    const { source } = path;
    if (source.kind === "finding") return { shape: below(recording.finding, path.fields), limit: mostCarried };
    if (source.kind === "item") {
      const loop = loops.get(source.loop);
      if (loop === undefined) return { shape: undefined, limit: outcomeHead };
      const list = bounded(loop.list);
      return { shape: below(list.shape && itemOf(list.shape), path.fields), limit: list.limit };
    }
    const task = tasks.get(source.step);
    if (task === undefined || path.fields.length === 0)
      return { shape: undefined, limit: task === undefined ? outcomeHead + errorBytes : outcomeBytes(task, true) };
    return { shape: below(shapeOf(task.action.output), path.fields.slice(1)), limit: task.action.limits.output };
  }

  /** Loops whose passes together see no more than one list: the loop of an item, and those that its list comes from. */
  function chain(path: Path): readonly ForEach[] {
    const loop = path.source.kind === "item" ? loops.get(path.source.loop) : undefined;
    return loop === undefined ? [] : [loop, ...chain(loop.list)];
  }

  const times = (around: readonly ForEach[]): number =>
    around.reduce((product, loop) => product * (passesOf(loop) ?? 1), 1);

  function pathPart(path: Path, around: readonly ForEach[]): Part {
    const { shape, limit } = bounded(path);
    const shared = chain(path);
    const most = limit * times(around.filter((loop) => !shared.includes(loop)));
    const bytes = shape === undefined ? most : Math.min(most, times(around) * mostBytes(shape));
    return { name: limit === mostCarried && bytes >= most ? `${named(path)} (without a maximum)` : named(path), bytes };
  }

  function bytesOf(node: Node, around: readonly ForEach[] = []): readonly Part[] {
    switch (node.kind) {
      case "literal":
        return [{ name: "what is written down", bytes: times(around) * writtenBytes(node.value) }];
      case "path":
        return [pathPart(node, around)];
      case "object":
        return Object.values(node.fields).flatMap((field) => bytesOf(field, around));
      case "array":
        return node.items.flatMap((item) => bytesOf(item, around));
      case "call":
        return computedBytes(node, around);
    }
  }

  function computedBytes(
    { word, arguments: operands }: Node & { kind: "call" },
    around: readonly ForEach[],
  ): readonly Part[] {
    if (word === "text") return operands.flatMap((operand) => bytesOf(operand, around));
    if (word !== "orElse" && word !== "pick") return [];
    const choices = operands.slice(word === "pick" ? 1 : 0).map((operand) => bytesOf(operand, around));
    return choices.reduce((largest, parts) => (total(parts) > total(largest) ? parts : largest));
  }

  const passesOf = (loop: ForEach): number | null => {
    const { shape } = bounded(loop.list);
    return shape === undefined ? null : mostItems(shape);
  };
  return { bytesOf, passesOf };
}

const writtenBytes = (value: Json): number => new TextEncoder().encode(JSON.stringify(value)).length;

const below = (shape: Shape | undefined, fields: readonly string[]): Shape | undefined =>
  fields.reduce<Shape | undefined>((part, field) => part && fieldOf(part, field)?.shape, shape);

function mostItems(shape: Shape): number | null {
  const lists = [...alternatives(shape)].filter((schema) => schema.type === "array");
  const most = lists.map((schema) => schema.maxItems ?? Number.POSITIVE_INFINITY);
  return most.every(Number.isFinite) ? Math.max(0, ...most) : null;
}

const mostBytes = (shape: Shape): number =>
  Math.max(0, ...[...alternatives(shape)].map((schema) => schemaBytes(at(shape, schema))));

function schemaBytes({ schema, root }: Shape): number {
  const part = (inner: unknown): number => mostBytes({ schema: inner as Schema, root });
  const written = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (written !== undefined) return Math.max(...written.map((value) => JSON.stringify(value).length * bytesPerUnit));
  switch (schema.type) {
    case "null":
    case "boolean":
      return 5;
    case "integer":
    case "number":
      return 25;
    case "string":
      return textLength(schema) * bytesPerUnit + 2;
    case "array":
      return 2 + (schema.maxItems ?? Number.POSITIVE_INFINITY) * (1 + part(schema.items ?? {}));
    case "object": {
      if (typeof schema.additionalProperties === "object") return Number.POSITIVE_INFINITY;
      const fields = Object.entries(schema.properties ?? {});
      return fields.reduce((bytes, [name, field]) => bytes + JSON.stringify(name).length + 2 + part(field), 2);
    }
    default:
      return Number.POSITIVE_INFINITY;
  }
}

function textLength({ maxLength, format, pattern }: Schema): number {
  if (maxLength !== undefined) return maxLength;
  if (format !== undefined) return formats[format] ?? patterned;
  return pattern === undefined ? Number.POSITIVE_INFINITY : patterned;
}
