// One comment for a pull request, in Markdown: what the rules say, then what the change does to every playbook. Every text
// from a playbook stands in code, so that it can neither mark up the comment nor call anybody.
import type { Summary } from "../explain/summary.ts";
import { visible } from "../explain/words.ts";
import type { Difference } from "./diff.ts";
import { changeLine, kindWords } from "./text.ts";

export interface Review {
  /** What the change is compared with, as the reader named it. */
  readonly base: string;
  /** `place` as in `file.ts:12`; the playbook's id where there is none. */
  readonly violations: readonly { readonly place: string; readonly code: string; readonly message: string }[];
  /** Golden files that are not what the library compiles to. */
  readonly stale: readonly string[];
  readonly differences: readonly Difference[];
  readonly estimates: readonly Pick<Summary, "id" | "estimate">[];
  /** Mermaid text by playbook. */
  readonly diagrams: Readonly<Record<string, string>>;
}

/** By this line a workflow finds the comment that it posted before. */
export const reviewMark = "<!-- riposte review -->";
/** GitHub takes comments of 65,536 characters. */
const longest = 60_000;

/** The comment, a line feed at its end. */
export function reviewMarkdown(review: Review): string {
  const changed = review.differences.filter(({ kind }) => kind !== "same");
  const head = [
    reviewMark,
    `## Riposte review against ${code(review.base)}`,
    `${count(review.violations.length, "violation")} · ${count(changed.length, "playbook")} changed of ${review.differences.length}`,
    ...violations(review),
    ...stale(review),
  ];
  const parts = changed.map((difference) => playbook(difference).join("\n\n"));
  return `${fitting([...head, ...parts, ...costs(review)], changed, review.diagrams).join("\n\n")}\n`;
}

const count = (number: number, word: string): string => `**${number}** ${word}${number === 1 ? "" : "s"}`;

function violations({ violations: found }: Review): readonly string[] {
  if (found.length === 0) return [];
  const lines = found.map(({ place, code: rule, message }) => `- ${code(`${place}: ${rule}: ${message}`)}`);
  return ["### Violations", lines.join("\n")];
}

const stale = ({ stale: names }: Review): readonly string[] =>
  names.length === 0
    ? []
    : [
        `Golden files are not current: ${names.map(code).join(", ")}. Run \`npm run golden\` and commit what it writes.`,
      ];

const playbook = ({ playbook: id, kind, topics }: Difference): readonly string[] => [
  `### ${code(id)}: ${kindWords[kind]}`,
  ...topics.flatMap(({ topic, changes }) => [
    `**${topic.charAt(0).toUpperCase()}${topic.slice(1)}**`,
    block("diff", changes.map(changeLine).join("\n")),
  ]),
];

function costs({ estimates }: Review): readonly string[] {
  if (estimates.length === 0) return [];
  const rows = estimates.map(({ id, estimate: { transitions, dollarsPerThousand, seconds } }) => [
    code(id),
    seconds.evidence.typical,
    seconds.all.typical,
    transitions.typical,
    dollarsPerThousand.typical,
    dollarsPerThousand.worst,
  ]);
  const table = [
    "playbook | seconds to the evidence | seconds to the end | transitions | dollars for 1,000 runs | at worst",
    "--- | --: | --: | --: | --: | --:",
    ...rows.map((row) => row.map((cell) => String(cell).replaceAll("|", "¦")).join(" | ")),
  ];
  return ["### Cost of every playbook, typically", table.join("\n")];
}

/** Diagrams where there is room for them; beyond that the end is cut, and said to be. */
function fitting(
  parts: readonly string[],
  changed: readonly Difference[],
  diagrams: Readonly<Record<string, string>>,
): readonly string[] {
  const drawn = changed.flatMap(({ playbook: id }) => {
    const diagram = diagrams[id];
    return diagram === undefined
      ? []
      : [
          `<details><summary>Diagram of ${id.replace(/[^a-z0-9-]/g, "")}</summary>\n\n${block("mermaid", diagram.trimEnd())}\n\n</details>`,
        ];
  });
  const fitted: string[] = [];
  let length = 0;
  for (const part of [...parts, ...drawn]) {
    if (length + part.length > longest)
      return [...fitted, "The rest is left out, because a comment has no more room: see `riposte diff`."];
    fitted.push(part);
    length += part.length + 2;
  }
  return fitted;
}

/** Text as inline code, whatever is in it. */
export function code(text: string): string {
  const line = visible(text);
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") || line.trim() === "" ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Text as a block of code, whatever is in it. */
export function block(language: string, text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
