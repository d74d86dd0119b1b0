// The best shape, exactly: over all sets of items, every cut into an earlier and a later part and every split side by
// side, keeping each shape that none beats in everything that counts wherever it is put. For up to about ten items.
import { type Cost, compareCosts, type Graph, parallel, sequence, type Tree } from "./shapes.ts";

/** A shape of some items, and the two shapes that it is made of. */
interface Candidate extends Cost {
  readonly kind: Tree["kind"];
  /** States that it adds as a branch of a Parallel: one's own join is saved there, a landing may be needed. */
  readonly asBranch: number;
  readonly parts: readonly [Candidate, Candidate] | null;
  readonly item: number;
}

/**
 * The best tree of all items of a graph; of equal ones, the first in source order.
 * @param atMost milliseconds that some tree is known to take: nothing slower is looked at
 */
export function exactTree(graph: Graph, atMost = Number.POSITIVE_INFINITY): Tree {
  const all = (1 << graph.durations.length) - 1;
  const candidates = new Search(graph, atMost).candidates(all);
  return treeOf(candidates.reduce((best, other) => (compareCosts(other, best) < 0 ? other : best)));
}

function treeOf({ kind, parts, item }: Candidate): Tree {
  if (parts === null) return { kind: "item", item };
  return (kind === "sequence" ? sequence : parallel)(parts.map(treeOf));
}

class Search {
  readonly #graph: Graph;
  /** By set: every item that one of its items must wait for, and how many of its pairs are ordered. */
  readonly #before: Int32Array;
  readonly #pairs: Int32Array;
  /** By set: the longest path through it, in milliseconds. */
  readonly #longest: Float64Array;
  readonly #atMost: number;
  /** By item: those that must wait for it. */
  readonly #after: readonly number[];
  readonly #known: (readonly Candidate[] | undefined)[];

  constructor(graph: Graph, atMost: number) {
    const sets = 1 << graph.durations.length;
    this.#graph = graph;
    this.#atMost = atMost;
    this.#longest = new Float64Array(sets);
    this.#before = new Int32Array(sets);
    this.#pairs = new Int32Array(sets);
    this.#known = new Array(sets);
    for (let set = 1; set < sets; set++) this.#count(set);
    this.#after = graph.durations.map((_, item) =>
      graph.before.reduce((mask, waits, other) => (waits.has(item) ? mask | (1 << other) : mask), 0),
    );
  }

  #count(set: number): void {
    const last = 31 - Math.clz32(set);
    const others = set & ~(1 << last);
    const waits = [...(this.#graph.before[last] as ReadonlySet<number>)].reduce((mask, item) => mask | (1 << item), 0);
    this.#before[set] = (this.#before[others] as number) | waits;
    this.#pairs[set] = (this.#pairs[others] as number) + bits(others & waits);
    const ending = (this.#graph.durations[last] as number) + (this.#longest[others & waits] as number);
    this.#longest[set] = Math.max(this.#longest[others] as number, ending);
  }

  /** Every shape of a set that no other beats in everything. */
  candidates(set: number): readonly Candidate[] {
    this.#known[set] ??= (set & (set - 1)) === 0 ? [this.#leaf(set)] : this.#compose(set);
    return this.#known[set];
  }

  #leaf(set: number): Candidate {
    const item = 31 - Math.clz32(set);
    const time = this.#graph.durations[item] as number;
    const asBranch = this.#graph.composite[item] === true ? 1 : 0;
    return { kind: "item", time, states: 0, falseWaits: 0, asBranch, parts: null, item };
  }

  #compose(set: number): readonly Candidate[] {
    const front: Candidate[] = [];
    const atMost = this.#limit(set);
    const lowest = set & -set;
    for (let part = lowest; part !== set; part = (part - set) & set) {
      const rest = set & ~part;
      if (!this.#mayStandFirst(part, rest)) continue;
      const needless = this.#needless(set, part, rest);
      this.#each(part, rest, "sequence", (left, right) => inSequence(left, right, needless), front, atMost);
      if ((part & lowest) !== 0 && this.#mayStandFirst(rest, part))
        this.#each(part, rest, "parallel", sideBySide, front, atMost);
    }
    return front;
  }

  /** Joins the shapes of two parts. A longer sequence or Parallel is made from its first part and the others. */
  #each(part: number, rest: number, kind: Tree["kind"], join: Join, front: Candidate[], atMost: number): void {
    for (const left of this.candidates(part)) {
      if (left.kind === kind) continue;
      for (const right of this.candidates(rest)) {
        const joined = join(left, right);
        if (joined.time <= atMost) admit(joined, front);
      }
    }
  }

  /** What a set may take: all that it waits for is over before it begins, all that waits for it begins after it. */
  #limit(set: number): number {
    let after = 0;
    for (let left = set; left !== 0; left &= left - 1) after |= this.#after[31 - Math.clz32(left & -left)] as number;
    const before = (this.#before[set] as number) & ~set;
    return this.#atMost - (this.#longest[before] as number) - (this.#longest[after & ~set] as number);
  }

  /** No item of `part` waits for one of `rest`. */
  #mayStandFirst(part: number, rest: number): boolean {
    return ((this.#before[part] as number) & rest) === 0;
  }

  /** Pairs that a sequence of two parts orders without need. */
  #needless(set: number, part: number, rest: number): number {
    const needed = (this.#pairs[set] as number) - (this.#pairs[part] as number) - (this.#pairs[rest] as number);
    return bits(part) * bits(rest) - needed;
  }
}

type Join = (left: Candidate, right: Candidate) => Candidate;

function inSequence(left: Candidate, right: Candidate, needless: number): Candidate {
  const states = left.states + right.states;
  const landing = right.kind === "parallel" ? 0 : right.asBranch - right.states;
  return {
    kind: "sequence",
    time: left.time + right.time,
    states,
    falseWaits: left.falseWaits + right.falseWaits + needless,
    asBranch: states + landing,
    parts: [left, right],
    item: -1,
  };
}

function sideBySide(left: Candidate, right: Candidate): Candidate {
  const branches = left.asBranch + right.asBranch;
  return {
    kind: "parallel",
    time: Math.max(left.time, right.time),
    states: branches + 1,
    falseWaits: left.falseWaits + right.falseWaits,
    asBranch: branches,
    parts: [left, right],
    item: -1,
  };
}

/** Adds a candidate unless another is as good in everything; drops those it beats. */
function admit(candidate: Candidate, front: Candidate[]): void {
  if (front.some((other) => noWorse(other, candidate))) return;
  let kept = 0;
  for (const other of front) if (!noWorse(candidate, other)) front[kept++] = other;
  front.length = kept;
  front.push(candidate);
}

const noWorse = (left: Candidate, right: Candidate): boolean =>
  left.time <= right.time &&
  left.states <= right.states &&
  left.asBranch <= right.asBranch &&
  left.falseWaits <= right.falseWaits;

function bits(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count++;
  return count;
}
