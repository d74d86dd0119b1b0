// The best shape, exactly: over all sets of items, every cut into an earlier and a later part and every split side by
// side, keeping each shape that none beats in time, states and needless waits at once. For up to about ten items.
import { type Cost, compareCosts, endsComposite, type Graph, keyOf, parallel, sequence, type Tree } from "./shapes.ts";

interface Candidate extends Cost {
  readonly tree: Tree;
}

/** The best tree of all items of a graph. */
export function exactTree(graph: Graph): Tree {
  const all = (1 << graph.durations.length) - 1;
  const candidates = new Search(graph).candidates(all);
  return best(candidates).tree;
}

const best = (candidates: readonly Candidate[]): Candidate =>
  candidates.reduce((left, right) => (prefer(right, left) < 0 ? right : left));

const prefer = (left: Candidate, right: Candidate): number =>
  compareCosts(left, right) || (keyOf(left.tree) < keyOf(right.tree) ? -1 : 1);

class Search {
  readonly #graph: Graph;
  readonly #before: readonly number[];
  readonly #known = new Map<number, readonly Candidate[]>();

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#before = graph.before.map((items) => [...items].reduce((mask, item) => mask | (1 << item), 0));
  }

  /** Every shape of a set that no other of the same root kind beats in all three costs. */
  candidates(set: number): readonly Candidate[] {
    const known = this.#known.get(set);
    if (known !== undefined) return known;
    const found = (set & (set - 1)) === 0 ? [this.#leaf(set)] : this.#compose(set);
    this.#known.set(set, found);
    return found;
  }

  #leaf(set: number): Candidate {
    const item = 31 - Math.clz32(set);
    return { time: this.#graph.durations[item] as number, states: 0, falseWaits: 0, tree: { kind: "item", item } };
  }

  #compose(set: number): readonly Candidate[] {
    const front: Candidate[] = [];
    const lowest = set & -set;
    for (let part = (set - 1) & set; part > 0; part = (part - 1) & set) {
      const rest = set & ~part;
      if (this.#comesFirst(part, rest)) this.#each(part, rest, (a, b) => this.#sequence(a, b, part, rest), front);
      if ((part & lowest) !== 0 && this.#independent(part, rest))
        this.#each(part, rest, (a, b) => this.#parallel(a, b), front);
    }
    return front;
  }

  #each(part: number, rest: number, join: (a: Candidate, b: Candidate) => Candidate, front: Candidate[]): void {
    for (const left of this.candidates(part))
      for (const right of this.candidates(rest)) admit(join(left, right), front);
  }

  /** No item of `part` waits for one of `rest`. */
  #comesFirst(part: number, rest: number): boolean {
    for (let left = part; left !== 0; left &= left - 1) {
      if (((this.#before[31 - Math.clz32(left & -left)] as number) & rest) !== 0) return false;
    }
    return true;
  }

  #independent(part: number, rest: number): boolean {
    return this.#comesFirst(part, rest) && this.#comesFirst(rest, part);
  }

  #sequence(left: Candidate, right: Candidate, part: number, rest: number): Candidate {
    let needless = 0;
    for (let later = rest; later !== 0; later &= later - 1) {
      needless += bits(part & ~(this.#before[31 - Math.clz32(later & -later)] as number));
    }
    return {
      time: left.time + right.time,
      states: left.states + right.states,
      falseWaits: left.falseWaits + right.falseWaits + needless,
      tree: sequence([left.tree, right.tree]),
    };
  }

  #parallel(left: Candidate, right: Candidate): Candidate {
    const own = (side: Candidate) =>
      side.tree.kind === "parallel" ? side.states - 1 : side.states + (endsComposite(side.tree, this.#graph) ? 1 : 0);
    return {
      time: Math.max(left.time, right.time),
      states: 1 + own(left) + own(right),
      falseWaits: left.falseWaits + right.falseWaits,
      tree: parallel([left.tree, right.tree]),
    };
  }
}

/** Adds a candidate unless one of its kind is as good in everything; drops those it beats. */
function admit(candidate: Candidate, front: Candidate[]): void {
  const kind = candidate.tree.kind === "parallel";
  for (const other of front) {
    if ((other.tree.kind === "parallel") === kind && noWorse(other, candidate)) {
      if (!noWorse(candidate, other) || keyOf(other.tree) <= keyOf(candidate.tree)) return;
    }
  }
  const kept = front.filter((other) => (other.tree.kind === "parallel") !== kind || !noWorse(candidate, other));
  front.length = 0;
  front.push(...kept, candidate);
}

const noWorse = (left: Cost, right: Cost): boolean =>
  left.time <= right.time && left.states <= right.states && left.falseWaits <= right.falseWaits;

function bits(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count++;
  return count;
}
