// `/riposte status [CASE]`: how things stand, or how one case does.
import { type CaseView, PermanentFailure } from "../../actions/kit/contract/index.ts";
import { openApprovals } from "../../actions/kit/runtime/case-store/approvals.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { stops } from "../../actions/kit/runtime/case-store/stops.ts";
import { containmentInWords, decisionInWords, endingInWords } from "../../actions/kit/runtime/mirror/words/entry.ts";
import { timeInWords } from "../../actions/kit/runtime/mirror/words/names.ts";
import { plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import type { Message } from "../slack/messages.ts";
import { fact, plainItem, say } from "../slack/say.ts";
import type { Ask, Command } from "./command.ts";
import { approvalLine, stopLine } from "./lines.ts";

export const status: Command = {
  name: "status",
  usage: "status [CASE]",
  says: "how things stand, or how one case does",
  needs: "look",
  run: async (ask) => (ask.words[0] === undefined ? overall(ask) : ofCase(ask.words[0], ask)),
};

async function overall({ now }: Ask): Promise<Message> {
  const [heads, waiting, stopped] = await Promise.all([caseStore().list(), openApprovals(now), stops()]);
  const open = heads.filter((head) => head.status === "open");
  const nobodys = open.filter(({ owner }) => owner === null).length;
  return say("Riposte", [
    fact("Open cases", `${open.length} among the last ${heads.length}, ${nobodys} of them nobody's`),
    fact("Approvals that wait", String(waiting.length)),
    ...waiting.slice(0, 10).map(approvalLine),
    ...(stopped.length === 0 ? [fact("Containment", "not stopped")] : stopped.map(stopLine)),
  ]);
}

async function ofCase(caseId: string, { now }: Ask): Promise<Message> {
  const [view, waiting] = await Promise.all([caseOrRefusal(caseId), openApprovals(now)]);
  const { head, mirrors } = view;
  const standing = `${head.severity}, ${head.status}, verdict ${head.verdict}, ${head.owner === null ? "nobody's" : `with ${head.owner}`}`;
  const copies = mirrors.map(({ system, key, failure }) =>
    fact(`Copy in ${system}`, failure === null ? (key ?? "not there yet") : `behind: ${plainLine(failure, 300)}`),
  );
  return say(`${head.id}: ${plainLine(head.title, 200)}`, [
    fact("Stands", standing),
    fact("Opened", timeInWords(head.openedAt)),
    ...(head.closed === undefined
      ? []
      : [fact("Closed", `${head.closed.disposition} by ${head.closed.by}: ${plainLine(head.closed.reason, 300)}`)]),
    ...events(view).map(plainItem),
    ...waiting.filter((one) => one.case === head.id).map(approvalLine),
    ...copies,
  ]);
}

export async function caseOrRefusal(caseId: string): Promise<CaseView> {
  if (!/^[A-Za-z0-9-]{1,80}$/.test(caseId)) throw new PermanentFailure("NotFound", "expected the id of a case");
  return caseStore().view(caseId);
}

const mostEvents = 20;

function events({ entries }: CaseView): string[] {
  const told = entries.flatMap((entry) => {
    switch (entry.kind) {
      case "decision":
        return [decisionInWords(entry)];
      case "containment":
        return [containmentInWords(entry)];
      case "ending":
        return [endingInWords(entry)];
      case "note":
        return [`${entry.by}: ${plainLine(entry.text, 200)}`];
      default:
        return [];
    }
  });
  return told.slice(-mostEvents);
}
