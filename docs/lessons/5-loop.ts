// Lesson 5: a loop
//
// `forEach` does its block once per item of a list, ten at a time. A list has no fields: it is counted, tested, passed on
// whole, or iterated. One item that fails does not end the others, and the loop says in the end which did.
//
// `read` is a read that must succeed. What needs its answer is skipped when there is none, everything else still runs, and
// the execution fails in the end and says so. Here the loop needs the logins, so there is no point in going on without.
import * as z from "zod";
import { cases, identity, ipDatabase, siem } from "../../actions/index.ts";
import { ImpossibleTravel } from "../../playbooks/findings/impossible-travel.ts";
import { days, definePlaybook, evidenceOf } from "../../playbooks/language/index.ts";

export default definePlaybook({
  id: "loop",
  title: "Remember every address of a week",
  owner: "detection",
  techniques: [],
  manualMinutes: 10,
  finding: ImpossibleTravel,
  settings: z.object({}),

  steps(finding, _settings, { read, record, forEach, given }) {
    const who = read("who", identity.resolvePrincipal, { claim: finding.user, account: finding.account });
    const recent = read("recent-logins", siem.loginsOf, { principal: who.principal, lookback: days(7) });

    // An attempt is evidence by itself; a read is what it answered, so its outcome is asked for.
    record("evidence", cases.addEvidence, { sections: [evidenceOf(who), evidenceOf(recent)] });

    forEach("each-login", recent.logins, (login) => {
      // Not every login has an address.
      given("address", login.ip, {
        then: (ip) => {
          record("remember-ip", ipDatabase.addIfAbsent, { ip, source: finding.id });
        },
      });
    });
  },
});
