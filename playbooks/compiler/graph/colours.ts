// Colours by what a step does; dashed where the playbook goes on without it. Dark text on light ground throughout.
import type { Look } from "./picture.ts";

interface Colours {
  readonly fill: string;
  readonly stroke: string;
  readonly dashed: boolean;
  /** What the legend says; null for what explains itself. */
  readonly meaning: string | null;
}

export const colours: Readonly<Record<Look, Colours>> = {
  read: { fill: "#e3eefb", stroke: "#2b66a8", dashed: false, meaning: "read, must succeed" },
  attempt: { fill: "#eef5fd", stroke: "#2b66a8", dashed: true, meaning: "read, may fail" },
  record: { fill: "#e6f4ea", stroke: "#2c7a4b", dashed: false, meaning: "record, in our own systems" },
  contain: { fill: "#fce4e2", stroke: "#b3261e", dashed: false, meaning: "contain" },
  person: { fill: "#fff1cc", stroke: "#9a6700", dashed: false, meaning: "a person decides" },
  unattended: { fill: "#f9c9c5", stroke: "#8c1d18", dashed: false, meaning: "contains without a person" },
  choice: { fill: "#f4f4f5", stroke: "#52525b", dashed: false, meaning: "choice" },
  wait: { fill: "#f4f4f5", stroke: "#52525b", dashed: true, meaning: null },
  terminal: { fill: "#ffffff", stroke: "#52525b", dashed: false, meaning: null },
};
