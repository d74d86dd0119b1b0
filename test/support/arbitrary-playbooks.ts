// Random playbooks: every word inside every other that allows it, each step using whatever stands above.
import fc from "fast-check";
import {
  above,
  type Expression,
  evidenceOf,
  minutes,
  nothing,
  orElse,
  type Reference,
  text,
  type Words,
} from "../../playbooks/language/index.ts";
import type { AFinding, AuthorSteps } from "./a-playbook.ts";
import { aContain, aRead, aRecord } from "./an-action.ts";
import { gather } from "./some-actions.ts";

export type Sketch =
  | { readonly kind: "read" | "attempt" | "record"; readonly system: number; readonly uses: number }
  | {
      readonly kind: "when";
      readonly on: number;
      readonly then: readonly Sketch[];
      readonly otherwise: readonly Sketch[];
    }
  | { readonly kind: "forEach"; readonly list: number; readonly each: readonly Sketch[] }
  | { readonly kind: "ask"; readonly yes: readonly Sketch[]; readonly silent: readonly Sketch[] }
  | {
      readonly kind: "approval";
      readonly loop: boolean;
      readonly approved: readonly Sketch[];
      readonly denied: readonly Sketch[];
    }
  | { readonly kind: "pause" };

const number = fc.integer({ min: 0, max: 5 });
const task = fc.record({
  kind: fc.constantFrom("read" as const, "attempt" as const, "record" as const),
  system: number,
  uses: number,
});

/** Blocks of steps, so many levels deep. `decides`: an approval may stand here. */
const block = (depth: number, decides: boolean, least = 0): fc.Arbitrary<readonly Sketch[]> =>
  fc.array(depth === 0 ? task : item(depth, decides), { minLength: least, maxLength: depth === 2 ? 6 : 3 });

function item(depth: number, decides: boolean): fc.Arbitrary<Sketch> {
  const inner = block(depth - 1, decides);
  const never = block(depth - 1, false);
  return fc.oneof(
    { weight: 6, arbitrary: task as fc.Arbitrary<Sketch> },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("when" as const), on: number, then: inner, otherwise: inner }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("forEach" as const), list: number, each: never }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("ask" as const), yes: never, silent: never }) },
    { weight: 1, arbitrary: fc.constant({ kind: "pause" as const }) },
    {
      weight: decides ? 2 : 0,
      arbitrary: fc.record({
        kind: fc.constant("approval" as const),
        loop: fc.boolean(),
        approved: inner,
        denied: inner,
      }),
    },
  );
}

export const sketches = block(2, true, 1);

const reads = [0, 1, 2, 3, 4, 5].map((system) =>
  aRead({ id: `read${system}.check-ip`, typical: 0.2 + system / 4, complete: true, bytes: 512 }),
);
const records = [0, 1, 2, 3, 4, 5].map((system) => aRecord({ id: `read${system}.add-it`, bytes: 512 }));
const block0 = aContain({ id: "net.block-ip" });

/** What a block can see: texts to pass on, conditions, lists that are whole, evidence that nobody has used yet. */
interface Seen {
  readonly texts: readonly Expression<string>[];
  readonly conditions: readonly Expression<boolean>[];
  readonly lists: readonly Expression<readonly string[]>[];
}

/** The author's function of a sketch. */
export const stepsOf =
  (sketch: readonly Sketch[]): AuthorSteps =>
  (finding, words) => {
    let count = 0;
    const id = (kind: string) => `${kind.toLowerCase()}-${++count}`;
    const seen = { texts: [finding.ip], conditions: [finding.known], lists: [finding.tags] };
    build(sketch, seen, { finding, words, id });
  };

interface Author {
  readonly finding: Reference<AFinding>;
  readonly words: Words;
  id(kind: string): string;
}

const pick = <T>(values: readonly T[], at: number): T => values[at % values.length] as T;

function build(sketch: readonly Sketch[], above: Seen, author: Author): void {
  const { words, id } = author;
  let seen = above;
  const evidence: Expression<never>[] = [];
  for (const step of sketch) {
    const inside = (part: readonly Sketch[]) => () => build(part, seen, author);
    switch (step.kind) {
      case "read":
      case "attempt":
      case "record": {
        const made = call(step, seen, author);
        seen = made.seen;
        evidence.push(made.evidence);
        break;
      }
      case "when":
        words.when(id("when"), pick(seen.conditions, step.on), {
          then: inside(step.then),
          otherwise: inside(step.otherwise),
        });
        break;
      case "forEach":
        words.forEach(id("foreach"), pick(seen.lists, step.list), (each) =>
          build(step.each, { ...seen, texts: [...seen.texts, each] }, author),
        );
        break;
      case "ask": {
        const request = {
          whom: pick(seen.texts, 1),
          question: text`you, ${pick(seen.texts, 2)}?`,
          timeout: minutes(5),
        };
        evidence.push(
          words.ask(id("ask"), request, { yes: inside(step.yes), no: nothing, silent: inside(step.silent) }) as never,
        );
        break;
      }
      case "approval":
        approve(step, seen, author);
        break;
      case "pause":
        words.pause(id("pause"), minutes(1));
        break;
    }
  }
  if (evidence.length > 0) words.record(id("evidence"), gather, { sections: evidence });
}

function call(step: Sketch & { kind: "read" | "attempt" | "record" }, seen: Seen, { words, id }: Author) {
  const input = { ip: pick(seen.texts, step.uses) };
  if (step.kind === "attempt") {
    const made = words.attempt(id("attempt"), pick(reads, step.system), input);
    const conditions = [...seen.conditions, made.failed, above(orElse(made.output.score, 0), 0)];
    return {
      evidence: made as never,
      seen: { ...seen, conditions, texts: [...seen.texts, orElse(made.output.country, "-")] },
    };
  }
  const made =
    step.kind === "read"
      ? words.read(id("read"), pick(reads, step.system), input)
      : words.record(id("record"), pick(records, step.system), input);
  const lists = step.kind === "read" ? [...seen.lists, made.tags] : seen.lists;
  const conditions = [...seen.conditions, above(made.score, 0)];
  return {
    evidence: evidenceOf(made) as never,
    seen: { lists, conditions, texts: [...seen.texts, text`from ${orElse(made.country, "-")}`] },
  };
}

function approve(step: Sketch & { kind: "approval" }, seen: Seen, author: Author): void {
  const { words, id, finding } = author;
  const request = { because: [], subject: null, approvers: "oncall", timeout: minutes(30) };
  words.approval(id("approval"), request, {
    approved({ contain }) {
      const whole = seen.lists.slice(1);
      if (step.loop && whole.length > 0) {
        words.forEach(id("foreach"), pick(whole, 0), (ip) => void contain(id("contain"), block0, { ip }));
      }
      contain(id("contain"), block0, { ip: finding.ip });
      build(step.approved, seen, author);
    },
    denied: () => build(step.denied, seen, author),
    expired: nothing,
  });
}
