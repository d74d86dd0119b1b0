// The one mutable thing of the compiler: it collects what an author's function calls, block by block, and dies with the
// call. What it makes is frozen.
import type { Declaration } from "../../../actions/kit/contract/index.ts";
import { toNode } from "../../language/conditions.ts";
import { Place, RiposteError } from "../../language/error.ts";
import type { Path } from "../../language/node.ts";
import { wordCall } from "../../language/node.ts";
import { computed, expression, named, nodeOf, reference } from "../../language/reference.ts";
import { fieldOf, itemOf, type Shape, shapeOf } from "../../language/shape.ts";
import type { ApprovalRequest, Block, Item, Task } from "./items.ts";

type Steps = (...given: never[]) => void;

export class Recorder {
  readonly #open: { items: Item[]; power: string | null }[] = [];
  readonly #shapes = new Map<string, Shape>();
  #alive = true;

  /** Runs `steps` and gives the block of what it called. */
  block(steps: () => unknown, power: string | null = null): Block {
    const items: Item[] = [];
    this.#open.push({ items, power });
    const result = steps();
    this.#open.pop();
    if (result instanceof Promise) {
      result.catch(() => {}); // what it still calls is refused below, and that must not end the process
      throw new RiposteError("R108", "the steps of a playbook are recorded at once: leave out async and await");
    }
    return Object.freeze({ items: Object.freeze(items) });
  }

  end(): void {
    this.#alive = false;
  }

  add(item: Item): void {
    const open = this.#open.at(-1);
    if (!this.#alive || open === undefined) {
      throw new RiposteError(
        "R108",
        `${item.id} was called after the playbook's steps had ended: call every word directly in steps`,
      );
    }
    open.items.push(Object.freeze(item));
  }

  /** Whether the branch that handed out a power is still open. */
  holds(power: string): boolean {
    return this.#open.some((open) => open.power === power);
  }

  task(word: Task["word"], id: string, action: Declaration, input: unknown, power: string | null, place: Place): Shape {
    if (typeof action?.id !== "string" || action.output === undefined) {
      throw new RiposteError(
        "R109",
        `${word} "${id}" was given something that is no action: pass a contract, as in abuseipdb.checkIp`,
      );
    }
    this.add({ kind: "task", word, id, action, input: toNode(input ?? {}), power, place });
    const shape = shapeOf(action.output);
    this.#shapes.set(id, shape);
    return shape;
  }

  /** What an author holds of a step that answers: references below its output. */
  answer(id: string, shape: Shape): unknown {
    return reference({ kind: "step", step: id }, ["output"], shape, false);
  }

  /** What an author holds of a step that may fail: evidence, with `.output` and `.failed`. */
  outcome(id: string, shape: Shape | null): unknown {
    const path: Path = Object.freeze<Path>({
      kind: "path",
      source: { kind: "step", step: id },
      fields: [],
      absent: false,
    });
    return expression(path, (name) => {
      if (name === "failed") return computed(wordCall("failed", path));
      if (name === "output" && shape !== null) return reference({ kind: "step", step: id }, ["output"], shape, true);
      throw new RiposteError(
        "R105",
        `${id} has no field "${name}": ${shape === null ? "ask for .failed" : `ask for .failed, or for what it answered, as in ${id}.output.${name}`}`,
      );
    });
  }

  /** The shape of the value at a path of this recording. */
  shapeAt(path: Path, finding: Shape): Shape | undefined {
    if (path.source.kind === "item") return this.#below(this.#shapes.get(`item of ${path.source.loop}`), path.fields);
    if (path.source.kind === "finding") return this.#below(finding, path.fields);
    const [output, ...fields] = path.fields;
    return output === "output" ? this.#below(this.#shapes.get(path.source.step), fields) : undefined;
  }

  #below(shape: Shape | undefined, fields: readonly string[]): Shape | undefined {
    return fields.reduce<Shape | undefined>(
      (at, field) => (at === undefined ? undefined : fieldOf(at, field)?.shape),
      shape,
    );
  }

  item(loop: string, list: Path, finding: Shape): unknown {
    const listShape = this.shapeAt(list, finding);
    const shape = listShape === undefined ? undefined : itemOf(listShape);
    if (shape === undefined)
      throw new RiposteError(
        "R110",
        `forEach "${loop}" was given ${named(list)}, which is no list: pass a list, as in keys.items`,
      );
    this.#shapes.set(`item of ${loop}`, shape);
    return reference({ kind: "item", loop }, [], shape, false);
  }
}

/** The path behind what must be a plain reference. */
export function pathOf(word: string, id: string, value: unknown): Path {
  const node = nodeOf(value);
  if (node?.kind === "path") return node;
  throw new RiposteError(
    "R110",
    `${word} "${id}" takes a field of the finding, of an item or of what a step answered, as it is: write nothing around it`,
  );
}

export const approvalRequest = (request: {
  readonly because: readonly unknown[];
  readonly subject: unknown;
  readonly approvers: string;
  readonly timeout: number;
}): ApprovalRequest =>
  Object.freeze({
    because: Object.freeze(request.because.map(toNode)),
    subject: toNode(request.subject),
    approvers: request.approvers,
    timeout: request.timeout,
  });

export const placeBelow = (word: Steps): Place => new Place(word);
