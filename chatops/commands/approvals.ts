// `/riposte approvals`: what waits for a decision, the most urgent first.
import { openApprovals } from "../../actions/kit/runtime/case-store/approvals.ts";
import { say } from "../slack/say.ts";
import type { Command } from "./command.ts";
import { approvalLine } from "./lines.ts";

export const approvals: Command = {
  name: "approvals",
  usage: "approvals",
  says: "what waits for a decision; decide in the case's thread",
  needs: "look",
  async run({ now }) {
    const waiting = await openApprovals(now);
    return say(
      waiting.length === 0 ? "Nothing waits for a decision" : `${waiting.length} wait`,
      waiting.map(approvalLine),
    );
  },
};
