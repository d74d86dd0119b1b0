// The steps of a run as they happen: a list that redraws itself in a terminal, plain lines elsewhere.
import { styleText } from "node:util";
import type { ShownStep } from "../start/watch.ts";

export interface StepList {
  changed(step: ShownStep): void;
  /** Leaves the list as it is, so that what follows is written below it. */
  rest(): void;
}

const marks = { running: "…", waiting: "?", succeeded: "✓", failed: "✗", skipped: "–", expired: "!" } as const;
const colours = {
  running: "cyan",
  waiting: "yellow",
  succeeded: "green",
  failed: "red",
  skipped: "gray",
  expired: "yellow",
} as const;

export function stepList(out: NodeJS.WriteStream): StepList {
  return out.isTTY ? live(out) : plain(out);
}

const line = (step: ShownStep, begun: number): string => {
  const from = Date.parse(step.started);
  const took = step.ended === null ? "" : `${Date.parse(step.ended) - from} ms`;
  const mark = styleText(colours[step.status], marks[step.status]);
  return `  ${mark} ${step.id.padEnd(24)} ${`+${((from - begun) / 1_000).toFixed(2)} s`.padStart(9)}  ${took.padStart(9)}  ${step.status}`;
};

function live(out: NodeJS.WriteStream): StepList {
  const steps: ShownStep[] = [];
  let begun: number | null = null;
  let drawn = 0;
  return {
    changed(step) {
      if (!steps.includes(step)) steps.push(step);
      begun ??= Date.parse(step.started);
      const from = begun;
      const up = drawn > 0 ? `\u001B[${drawn}A` : "";
      out.write(`${up}${steps.map((one) => `\u001B[2K${line(one, from)}\n`).join("")}`);
      drawn = steps.length;
    },
    rest() {
      drawn = 0;
      steps.length = 0;
    },
  };
}

function plain(out: NodeJS.WriteStream): StepList {
  let begun: number | null = null;
  return {
    changed(step) {
      begun ??= Date.parse(step.started);
      if (step.ended !== null || step.status === "waiting") out.write(`${line(step, begun)}\n`);
    },
    rest() {},
  };
}
