// Lesson 7: approval and plan
//
// The power to contain is a value. Only the approved branch of an `approval` hands out `contain`, so containment without a
// person cannot be written down by mistake. (`unattended` hands it out too, for reversible actions within a limit, and
// stands first in every review.)
//
// Whoever approves decides on a plan: every `contain` of the branch with its target, its undo and its end, resolved before
// the question is asked. So what a containment acts on, the list of a loop included, must be known by then, and must come
// from a `read`: an attempt may not have answered, and a guess is no target.
//
// All three answers have a branch. Anything but a clear yes is a no; silence is `expired`. A loop that contains goes one
// at a time, and one containment that fails never stops the next.
import * as z from "zod";
import { abuseipdb, cases, iam, identity } from "../../actions/index.ts";
import { ImpossibleTravel } from "../../playbooks/findings/impossible-travel.ts";
import { definePlaybook, duration, evidenceOf, minutes, nothing } from "../../playbooks/language/index.ts";

export default definePlaybook({
  id: "approval-and-plan",
  title: "A person decides",
  owner: "detection",
  techniques: ["T1078"],
  manualMinutes: 15,
  finding: ImpossibleTravel,
  settings: z.object({
    approvers: z.string().default("identity-oncall"),
    decideWithin: duration.default(minutes(30)),
  }),

  steps(finding, settings, { read, attempt, record, approval, forEach }) {
    const who = read("who", identity.resolvePrincipal, { claim: finding.user, account: finding.account });
    const keys = read("keys", iam.listAccessKeys, { principal: who.principal });
    const abuse = attempt("abuseipdb", abuseipdb.checkIp, { ip: finding.sourceIp });
    record("evidence", cases.addEvidence, { sections: [evidenceOf(who), abuse] });

    const request = {
      because: [abuse],
      subject: who.person, // who may not decide
      approvers: settings.approvers,
      timeout: settings.decideWithin,
    };
    approval("approve-containment", request, {
      approved: ({ contain }) => {
        forEach("each-key", keys.items, (key) => {
          contain("disable-key", iam.disableAccessKey, { key });
        });
        // After the keys, or they mint new sessions.
        contain("revoke-sessions", identity.revokeSessions, { principal: who.principal });
      },
      denied: nothing, // the decision is on the case already
      expired: () => {
        record("raise", cases.setSeverity, { severity: "critical", reason: "nobody decided in time" });
      },
    });
  },
});
