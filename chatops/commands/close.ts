// `/riposte close CASE DISPOSITION reason`: a person says what it was. Not while something waits for a decision.
import { type Disposition, dispositions } from "../../actions/kit/contract/index.ts";
import { openApprovals } from "../../actions/kit/runtime/case-store/approvals.ts";
import { closeCase } from "../../actions/kit/runtime/case-store/ownership.ts";
import { say } from "../slack/say.ts";
import type { Command } from "./command.ts";
import { caseOrRefusal } from "./status.ts";

const longestReason = 500;

export const closeCommand: Command = {
  name: "close",
  usage: "close CASE DISPOSITION reason",
  says: `closes a case as ${dispositions.join(", ")}`,
  needs: "work",
  async run({ person, words: [caseId = "", given = "", ...rest], now }) {
    const { head } = await caseOrRefusal(caseId);
    const disposition = dispositionOf(given);
    const reason = rest.join(" ").slice(0, longestReason);
    if (disposition === null) return say(`"${given}" is no disposition: expected ${dispositions.join(", ")}`);
    if (reason === "") return say("a case is closed with a reason: write it after the disposition");
    const waiting = (await openApprovals(now)).find((one) => one.case === head.id);
    if (waiting !== undefined) return say(`approval ${waiting.id} of ${head.id} waits for a decision: decide it first`);
    const closed = await closeCase(head.id, { person: person.id, disposition, reason, now });
    return say(
      closed === null ? `${head.id} is closed already; nothing changed` : `${head.id} is closed as ${disposition}`,
    );
  },
};

const dispositionOf = (given: string): Disposition | null =>
  dispositions.find((one) => one === given.toLowerCase().replaceAll("_", "-")) ?? null;
