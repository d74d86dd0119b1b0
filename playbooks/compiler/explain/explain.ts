// The explanation of a playbook for a reviewer who has not seen its source: plain sentences, one a line, so that a change
// of the playbook is a change of the lines that it concerns.
import { containmentLines } from "./sections/containment.ts";
import { decisionLines } from "./sections/decision.ts";
import { estimateLines } from "./sections/estimate.ts";
import { failureLines } from "./sections/failure.ts";
import { orderLines } from "./sections/order.ts";
import { permissionLines, secretLines, settingLines } from "./sections/reach.ts";
import { startLines } from "./sections/start.ts";
import type { Summary } from "./summary.ts";
import { visible } from "./words.ts";

const sections: readonly (readonly [title: string, lines: (summary: Summary) => readonly string[]])[] = [
  ["What starts it", startLines],
  ["What it may contain", containmentLines],
  ["Who decides", decisionLines],
  ["What happens, in order", orderLines],
  ["What may fail", failureLines],
  ["Secrets it reads", secretLines],
  ["Permissions it uses", permissionLines],
  ["Settings", settingLines],
  ["Estimate", estimateLines],
];

/** The explanation as text, a line feed at its end. */
export function explain(summary: Summary): string {
  const head = [`${summary.title} (${summary.id})`, `Owner: ${summary.owner}.`].map(visible);
  const parts = sections.map(([title, linesOf]) => {
    const lines = linesOf(summary);
    return [title, ...(lines.length === 0 ? ["Nothing."] : lines).map((line) => `  ${visible(line)}`)].join("\n");
  });
  return `${[head.join("\n"), ...parts].join("\n\n")}\n`;
}
