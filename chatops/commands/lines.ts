// One line for a case, an approval, a stop: the same wherever they are listed.
import type { RichTextSection } from "@slack/types";
import type { CaseHead } from "../../actions/kit/contract/index.ts";
import type { openApprovals } from "../../actions/kit/runtime/case-store/approvals.ts";
import type { Stopped } from "../../actions/kit/runtime/case-store/stops.ts";
import { timeInWords } from "../../actions/kit/runtime/mirror/words/names.ts";
import { plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import { line, words } from "../slack/blocks.ts";

type Open = Awaited<ReturnType<typeof openApprovals>>[number];

export const caseLine = ({ id, title, severity, verdict, owner }: CaseHead): RichTextSection =>
  line(
    words(id, "bold"),
    words(
      `: ${plainLine(title, 200)}; ${severity}, verdict ${verdict}, ${owner === null ? "nobody's" : `with ${owner}`}`,
    ),
  );

export function approvalLine({ id, case: caseId, approvers, until, needs, yes }: Open): RichTextSection {
  const said = needs === 1 ? "" : `; ${yes.length} of ${needs} have said yes`;
  const when = timeInWords(new Date(until).toISOString());
  return line(words(id, "bold"), words(`: ${caseId}, waits for ${approvers.join(", ")} until ${when}${said}`));
}

export const stopLine = ({ playbook, by, at }: Stopped): RichTextSection =>
  line(
    words(playbook === null ? "All containment" : `Containment of ${playbook}`, "bold"),
    words(` is stopped by ${plainLine(by, 80)} since ${timeInWords(at)}`),
  );
