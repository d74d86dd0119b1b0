// One step's outcome in words: what was asked of whom, what came back, or what is missing and why.
import type * as z from "zod";
import type { outcomeShape } from "../../../contract/evidence.ts";
import { type DocumentBlock, heading, paragraph } from "./document.ts";
import { actionInWords, stepInWords } from "./names.ts";
import { type Json, outputInBlocks, outputInLine } from "./output.ts";
import { plainLine } from "./plain.ts";

export type Outcome = z.infer<typeof outcomeShape>;

/** `AbuseIPDB (check IP)`, `Recent logins (SIEM, logins of)`, `Disable key 2 (IAM, disable access key)`. */
export function stepAndActionInWords(step: string, item: string | null, action: string | null): string {
  const name = stepInWords(step);
  const whole = item === null ? name : `${name} ${itemInWords(item)}`;
  if (action === null) return plainLine(whole, 200);
  const did = actionInWords(action);
  return plainLine(`${whole} (${did.startsWith(`${name}, `) ? did.slice(name.length + 2) : did})`, 200);
}

/** The path of a loop counts from 0, people from 1. */
export const itemInWords = (item: string): string => item.replace(/\d+/g, (index) => String(Number(index) + 1));

/** Where a section's answer came from; a simulated source says so. */
export const sourceInWords = ({ step, action, simulated }: Pick<Outcome, "step" | "action" | "simulated">): string =>
  `${stepAndActionInWords(step, null, action)}${simulated ? ", simulated" : ""}`;

export const sectionInBlocks = (outcome: Outcome): DocumentBlock[] => [
  heading(sourceInWords(outcome)),
  ...(outcome.status === "succeeded" ? outputInBlocks(outcome.output as Json) : [paragraph(whyMissing(outcome))]),
];

/** The section on one line, without its name. */
export const outcomeInLine = (outcome: Outcome, most: number): string =>
  outcome.status === "succeeded" ? outputInLine(outcome.output as Json, most) : plainLine(whyMissing(outcome), most);

/** `No answer. RateLimited: abuseipdb asks to wait 60 s`. */
export function whyMissing({ status, error }: Pick<Outcome, "status" | "error">): string {
  const reason = reasonOf(error);
  if (status === "skipped") return `Not asked: ${reason ?? "what it needed was missing"}`;
  return `No answer: ${reason ?? "the reason is not known"}`;
}

/** A failed function's cause is a JSON text that may have been cut; anything else is a sentence already. */
function reasonOf(error: Outcome["error"]): string | null {
  if (error === null) return null;
  const message = messageOf(error.cause);
  return (
    [error.name, message]
      .filter((part) => part !== null && part !== "")
      .map((part) => plainLine(part ?? "", 500))
      .join(": ") || null
  );
}

function messageOf(cause: string): string | null {
  if (!cause.trimStart().startsWith("{")) return cause.trim();
  const found = /"errorMessage"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(cause)?.[1];
  if (found === undefined) return null;
  try {
    return String(JSON.parse(`"${found.replace(/\\(u[\da-fA-F]{0,3})?$/, "")}"`));
  } catch {
    return found;
  }
}
