// Lesson 2: side by side
//
// Nobody writes what runs at the same time: the compiler finds it. A step waits for another when it uses what that one
// answered, or when both touch the same system and one of them writes there. Everything else runs side by side, in the
// order that takes the least time.
//
// `attempt` is a read that may fail. When AbuseIPDB is down, the others still answer, and the case says what is missing.
// An attempt is itself evidence: passed on, it says what was answered, or why nothing was.
import * as z from "zod";
import { abuseipdb, cases, virustotal, whois } from "../../actions/index.ts";
import { ImpossibleTravel } from "../../playbooks/findings/impossible-travel.ts";
import { definePlaybook } from "../../playbooks/language/index.ts";

export default definePlaybook({
  id: "side-by-side",
  title: "Three opinions of an address",
  owner: "detection",
  techniques: [],
  manualMinutes: 5,
  finding: ImpossibleTravel,
  settings: z.object({}),

  steps(finding, _settings, { attempt, record }) {
    const { sourceIp: ip } = finding;

    // These three use nothing of each other, so they run at the same time.
    const abuse = attempt("abuseipdb", abuseipdb.checkIp, { ip });
    const virusTotal = attempt("virustotal", virustotal.checkIp, { ip });
    const registered = attempt("whois", whois.byIp, { ip });

    // This one uses all three, so it waits for the slowest.
    record("evidence", cases.addEvidence, { sections: [abuse, virusTotal, registered] });
  },
});
