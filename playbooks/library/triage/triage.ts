// What no other playbook answers. Nobody knows what to do about it, so nothing is done: the addresses it names are looked
// up, side by side, and whoever opens the case finds the answers there.
import * as z from "zod";
import { abuseipdb, cases, ipDatabase, siem, virustotal, whois } from "../../../actions/index.ts";
import { Triaged } from "../../findings/triaged.ts";
import { days, definePlaybook, hours, minutes } from "../../language/index.ts";

export default definePlaybook({
  id: "triage",
  title: "Triage",
  owner: "detection",
  techniques: [],
  manualMinutes: 10,
  finding: Triaged,
  repeats: { sameEntity: (f) => [f.subject], within: hours(24), storm: { over: 50, in: minutes(10) } },
  settings: z.object({}),

  steps(finding, _settings, { attempt, record, forEach }) {
    forEach("each-address", finding.addresses, (ip) => {
      const abuse = attempt("abuseipdb", abuseipdb.checkIp, { ip });
      const virusTotal = attempt("virustotal", virustotal.checkIp, { ip });
      const known = attempt("known-ip", ipDatabase.find, { ip });
      const past = attempt("past-events", siem.eventsByIp, { ip, lookback: days(30) });
      const registered = attempt("whois", whois.byIp, { ip });
      record("remember-ip", ipDatabase.addIfAbsent, { ip, source: finding.id });
      record("evidence", cases.addEvidence, { sections: [abuse, virusTotal, known, past, registered] });
    });
  },
});
