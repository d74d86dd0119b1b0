// What happens, in order, as nested lists: numbers for what waits, dashes for what runs at the same time.
import { blockName, type Order, type Summary, type SummaryStep } from "../summary.ts";

export function orderLines(summary: Summary): readonly string[] {
  const order = summary.order[blockName(null)];
  return order === undefined ? ["Nothing."] : new Outline(summary).block(order);
}

/** Ids of the steps of a block, those of inner branches left out. */
export function stepsInBlock(summary: Summary, name: string): readonly string[] {
  const order = summary.order[name];
  return order === undefined ? [] : idsOf(order);
}

export function idsOf(order: Order): readonly string[] {
  if (typeof order === "string") return [order];
  return ("then" in order ? order.then : order.together).flatMap(idsOf);
}

class Outline {
  readonly #summary: Summary;
  readonly #steps: ReadonlyMap<string, SummaryStep>;

  constructor(summary: Summary) {
    this.#summary = summary;
    this.#steps = new Map(summary.steps.map((step) => [step.id, step]));
  }

  block(order: Order): readonly string[] {
    if (typeof order === "string") return this.#step(order);
    if ("then" in order) return order.then.flatMap((part, at) => bulleted(`${at + 1}. `, this.#part(part)));
    return this.#part(order);
  }

  #part(order: Order): readonly string[] {
    if (typeof order === "string") return this.#step(order);
    if ("then" in order) return ["One after the other:", ...this.block(order)];
    return ["At the same time:", ...order.together.flatMap((part) => bulleted("- ", this.#part(part)))];
  }

  #step(id: string): readonly string[] {
    const step = this.#steps.get(id) as SummaryStep;
    switch (step.word) {
      case "read":
      case "attempt":
      case "record":
      case "contain":
        return [`${id}: ${step.title} (${step.action})${inputs(step)}.${remarks[step.word]}`];
      case "choose":
        return this.#choose(step);
      case "forEach":
        return [
          `${id}: for every item of ${step.with["item of"]}, ${this.#contains(id) ? "one at a time" : "ten at a time"}.`,
          ...this.#inside(id, "each"),
        ];
      case "ask":
        return [
          `${id}: the person concerned, ${step.with.whom}, is asked ${step.with.question}, and has ${step.with.timeout}; the answer is evidence only.`,
          ...this.#branches(step, ["yes", "no", "silent"]),
        ];
      case "approval":
        return [`${id}: somebody with authority decides.`, ...this.#branches(step, ["approved", "denied", "expired"])];
      case "unattended":
        return [`${id}: containment without a person, if its condition holds.`, ...this.#inside(id, "then")];
      case "pause":
        return [`${id}: wait for ${step.with.for}.`];
    }
  }

  /** `when` and `given` have one branch and no name for it; a choice names its branches. */
  #choose(step: SummaryStep): readonly string[] {
    const names = Object.keys(step.with);
    const [only] = names;
    if (only !== "then" || names.length > 1)
      return [`${step.id}: the first that holds.`, ...this.#branches(step, [...names, "otherwise"])];
    const otherwise = this.#inside(step.id, "otherwise");
    return [
      `${step.id}: only if ${step.with[only]}.`,
      ...this.#inside(step.id, only),
      ...(otherwise.length === 0 ? [] : bulleted("- ", ["otherwise:", ...otherwise])),
    ];
  }

  #contains(loop: string): boolean {
    return this.#summary.steps.some(
      ({ word, within }) => word === "contain" && within.some(({ step }) => step === loop),
    );
  }

  #branches({ id, word, with: conditions }: SummaryStep, names: readonly string[]): readonly string[] {
    return names.flatMap((branch) => {
      const condition = word === "choose" ? conditions[branch] : undefined;
      const title = condition === undefined ? `${branch}` : `${branch}, if ${condition}`;
      const inside = this.#inside(id, branch);
      return bulleted("- ", inside.length === 0 ? [`${title}: nothing.`] : [`${title}:`, ...inside]);
    });
  }

  #inside(step: string, branch: string): readonly string[] {
    const order = this.#summary.order[blockName({ step, branch })];
    if (order === undefined) return [];
    return typeof order !== "string" && "then" in order ? this.block(order) : bulleted("- ", this.block(order));
  }
}

const remarks = {
  read: " It must succeed.",
  attempt: " It may fail.",
  record: "",
  contain: " It changes the world of the person concerned.",
} as const;

const inputs = ({ with: fields }: SummaryStep): string => {
  const named = Object.entries(fields).map(([name, value]) => `${name} = ${value}`);
  return named.length === 0 ? "" : ` with ${named.join(", ")}`;
};

/** A mark before the first line, the others set below it. */
const bulleted = (mark: string, lines: readonly string[]): readonly string[] =>
  lines.map((line, at) => `${at === 0 ? mark : " ".repeat(mark.length)}${line}`);
