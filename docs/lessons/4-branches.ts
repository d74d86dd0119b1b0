// Lesson 4: branches
//
// `choose` takes the first branch whose condition holds, else `otherwise`, which cannot be left out. The id of a branch is
// its condition as a sentence. No value leaves a branch: what is needed below is read above.
//
// Silence is not innocence. A verdict of `clean` is earned: the branch's condition must imply that every source which the
// verdict names has answered, and that something positive explains the finding. Take `not(incomplete)` away and the
// playbook is refused (R401), whatever the other conditions say.
import * as z from "zod";
import { abuseipdb, cases, geo } from "../../actions/index.ts";
import { ImpossibleTravel } from "../../playbooks/findings/impossible-travel.ts";
import { allOf, anyOf, atLeast, definePlaybook, not, orElse } from "../../playbooks/language/index.ts";

export default definePlaybook({
  id: "branches",
  title: "Clean is earned",
  owner: "detection",
  techniques: ["T1078"],
  manualMinutes: 8,
  finding: ImpossibleTravel,
  settings: z.object({ abuseScore: z.int().min(1).max(100).default(75) }),

  steps(finding, settings, { attempt, record, choose }) {
    const { sourceIp: ip } = finding;
    const travel = attempt("travel", geo.compareLogins, {
      ip,
      at: finding.loginAt,
      previousIp: finding.previousIp,
      previousAt: finding.previousLoginAt,
    });
    const abuse = attempt("abuseipdb", abuseipdb.checkIp, { ip });
    record("evidence", cases.addEvidence, { sections: [travel, abuse] });

    const explained = orElse(travel.output.explained, false);
    const reported = atLeast(orElse(abuse.output.score, 0), settings.abuseScore);
    const incomplete = anyOf(travel.failed, abuse.failed);

    const clean = {
      id: "clean",
      if: allOf(explained, not(reported), not(incomplete)),
      then: () => {
        record("mark-clean", cases.setVerdict, { verdict: "clean", because: [travel, abuse] });
      },
    };
    const malicious = {
      id: "reported",
      if: reported,
      then: () => {
        record("mark-malicious", cases.setVerdict, { verdict: "malicious", because: [abuse] });
      },
    };
    choose("verdict", [clean, malicious], {
      otherwise: () => {
        record("mark-unknown", cases.setVerdict, { verdict: "unknown", because: [travel, abuse] });
      },
    });
  },
});
