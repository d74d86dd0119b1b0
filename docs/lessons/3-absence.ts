// Lesson 3: absence
//
// No answer is not an answer of zero. What an attempt answered may be absent, and so may any field that its contract calls
// nullable; comparing such a value is refused until the author says what a missing one means. There are three ways to say
// it. `orElse(value, fallback)` names the value to take instead. `isPresent(value)` asks. `given(id, value, …)` opens a
// block in which the value is there for certain.
//
// Every fallback stands in the source, so it stands in the pull request: that a missing score counts as zero here is a
// decision that a reviewer can see, and question.
import * as z from "zod";
import { abuseipdb, cases, whois } from "../../actions/index.ts";
import { ImpossibleTravel } from "../../playbooks/findings/impossible-travel.ts";
import { anyOf, atLeast, definePlaybook, orElse, text } from "../../playbooks/language/index.ts";

export default definePlaybook({
  id: "absence",
  title: "What a missing answer means",
  owner: "detection",
  techniques: [],
  manualMinutes: 5,
  finding: ImpossibleTravel,
  settings: z.object({ abuseScore: z.int().min(1).max(100).default(75) }),

  steps(finding, settings, { attempt, record, when, given }) {
    const { sourceIp: ip } = finding;
    const abuse = attempt("abuseipdb", abuseipdb.checkIp, { ip });
    const registered = attempt("whois", whois.byIp, { ip });
    record("evidence", cases.addEvidence, { sections: [abuse, registered] });

    // A missing score counts as zero, and a source that did not answer is a reason by itself.
    const worrying = anyOf(atLeast(orElse(abuse.output.score, 0), settings.abuseScore), abuse.failed);
    when("worrying", worrying, {
      then: () => {
        record("raise", cases.setSeverity, { severity: "high" });
      },
    });

    // Inside, `application` is a text and cannot be null.
    given("application-known", finding.application, {
      then: (application) => {
        record("say-where", cases.setSeverity, { severity: "medium", reason: text`a login to ${application}` });
      },
    });
  },
});
