// Pass four: from recorded blocks and their schedule to ASL. One small function a kind of item, each giving a fragment
// whose loose ends the next one ties.
import type { Block, Item, Recording, Task } from "../record/items.ts";
import { schedule } from "../schedule/schedule.ts";
import { itemsOf, type Tree } from "../schedule/shapes.ts";
import { emitApproval } from "./approval.ts";
import { emitAsk } from "./ask.ts";
import { asl, type Machine, type Region, type State, type Template } from "./asl.ts";
import { emitChoose } from "./choose.ts";
import { ending } from "./ending.ts";
import { type Facts, factsOf } from "./facts.ts";
import { emitForEach } from "./for-each.ts";
import { type Exit, type Fragment, link, mainExit, type Output, type Own } from "./fragment.ts";
import { type At, camel, carriedAssignments, carriedBelow, Scope } from "./scope.ts";
import { emitTask } from "./task.ts";
import { emitUnattended } from "./unattended.ts";

export type States = Record<string, State>;

/** Compiles a recording to a machine; ARNs are placeholders that `fill` replaces on the parsed tree. */
export function emit(recording: Recording): Machine {
  const emitter = new Emitter(recording);
  const states: States = {};
  const scope = new Scope("step_", null, []);
  const fragment = emitter.block(recording.block, states, { scope, first: true, known: new Set(), ran: new Set() });
  const entry = ending(recording, emitter.facts, scope, states);
  if (fragment !== null) link(fragment.exits, entry);
  return {
    Comment: recording.title,
    QueryLanguage: "JSONata",
    StartAt: fragment?.entry ?? entry,
    States: states,
  };
}

export class Emitter {
  readonly facts: Facts;
  readonly playbook: string;
  #parallels = 0;
  #branches = 0;
  #loops = 0;

  constructor(recording: Recording) {
    this.facts = factsOf(recording);
    this.playbook = recording.id;
  }

  /** The states of a block, scheduled; null when it is empty. */
  block(block: Block, states: States, at: At): Fragment | null {
    const tree = schedule(block);
    return tree === null ? null : this.#tree(tree, block, states, at);
  }

  #tree(tree: Tree, block: Block, states: States, at: At): Fragment {
    if (tree.kind === "item") return this.#item(block.items[tree.item] as Item, states, at);
    return tree.kind === "sequence"
      ? this.#sequence(tree.parts, block, states, at)
      : this.#parallel(tree.parts, block, states, at);
  }

  #sequence(parts: readonly Tree[], block: Block, states: States, at: At): Fragment {
    let entry: string | undefined;
    let exits: readonly Exit[] = [];
    let here = at;
    for (const part of parts) {
      const fragment = this.#tree(part, block, states, here);
      link(exits, fragment.entry);
      entry ??= fragment.entry;
      exits = fragment.exits;
      here = after(
        here,
        itemsOf(part).map((item) => block.items[item] as Item),
      );
    }
    return { entry: entry as string, exits };
  }

  #parallel(parts: readonly Tree[], block: Block, states: States, at: At): Fragment {
    const name = `side by side ${++this.#parallels}`;
    const own = new Map<string, Template>();
    const branches = parts.map((part, index): Region => {
      const items = itemsOf(part).map((item) => block.items[item] as Item);
      const scope = new Scope(`b${++this.#branches}_`, at.scope, carriedBelow(at));
      const inner: States = {};
      const fragment = this.#tree(part, block, inner, { ...at, scope, first: true });
      const handed = this.facts.handedOn(items);
      const output: Output = (mine) =>
        Object.fromEntries(handed.map((step) => [camel(step.id), step.value(mine, scope)]));
      this.finish(fragment, inner, output, `${items.at(-1)?.id} landed`);
      for (const step of handed) own.set(step.id, asl(`$states.result[${index}].${camel(step.id)}`));
      return { StartAt: fragment.entry, States: inner };
    });
    const state: State = { Type: "Parallel", Branches: branches };
    states[name] = state;
    for (const step of own.keys()) at.scope.declare(step);
    return { entry: name, exits: [mainExit(state, own, (outcomes) => this.assignments(outcomes, at))] };
  }

  #item(item: Item, states: States, at: At): Fragment {
    switch (item.kind) {
      case "task":
        return emitTask(this, item, states, at);
      case "choose":
        return emitChoose(this, item, states, at);
      case "forEach":
        return emitForEach(this, item, states, at, ++this.#loops);
      case "ask":
        return emitAsk(this, item, states, at);
      case "approval":
        return emitApproval(this, item, states, at);
      case "unattended":
        return emitUnattended(this, item, states, at);
      case "pause": {
        const state: State = { Type: "Wait", Seconds: item.duration };
        states[item.id] = state;
        return { entry: item.id, exits: [mainExit(state, new Map(), () => carriedAssignments(at))] };
      }
    }
  }

  /** What a state assigns on its way to the next: its own outcomes, and its loop's item when it is the first. */
  assignments(own: Own, at: At): Record<string, Template> {
    const outcomes = [...own].filter(([step]) => this.facts.wanted.has(step));
    return {
      ...carriedAssignments(at),
      ...Object.fromEntries(outcomes.map(([step, outcome]) => [at.scope.nameOf(step), outcome])),
    };
  }

  /** Ends a region: what can end, ends; what cannot, lands in one state of its own. */
  finish(fragment: Fragment, states: States, output: Output, landing: string): void {
    for (const exit of fragment.exits) exit.end?.(output);
    const loose = fragment.exits.filter((exit) => exit.end === null);
    if (loose.length === 0) return;
    states[landing] = { Type: "Succeed", Output: output(new Map()) };
    link(loose, landing);
  }
}

/** What is certain once some items of a block are over. */
export function after(at: At, items: readonly Item[]): At {
  const asked = items.some((item) => item.kind === "approval" || item.kind === "unattended");
  const reads = items
    .filter((item): item is Task => item.kind === "task" && item.word === "read")
    .map((item) => item.id);
  const ran = new Set([...at.ran, ...reads]);
  return { ...at, first: false, ran, known: asked ? new Set([...at.known, ...at.ran]) : at.known };
}
