// The list of cases in a terminal: one line a case, the newest first.
import { styleText } from "node:util";
import { type CaseHead, inertLine, type Severity } from "../../actions/kit/contract/index.ts";

const colours = { informational: "gray", low: "gray", medium: "yellow", high: "red", critical: "magenta" } as const;

export function casesText(heads: readonly CaseHead[]): string {
  if (heads.length === 0) return "There is no case yet.\n";
  return heads.map((head) => `${line(head)}\n`).join("");
}

function line({ id, title, openedAt, severity, status, verdict, findings }: CaseHead): string {
  const count = `${findings} finding${findings === 1 ? "" : "s"}`;
  const said = [coloured(severity), status, `verdict ${verdict}`, count].join(" · ");
  return `${styleText("bold", id)}  ${openedAt.slice(0, 19).replace("T", " ")}  ${inertLine(title)}\n  ${said}`;
}

const coloured = (severity: Severity): string => styleText(colours[severity], severity);
