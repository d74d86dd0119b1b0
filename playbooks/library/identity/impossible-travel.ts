// One person, two places, less time between them than any aircraft needs. Who is it, what explains it, and what could be
// taken: read side by side; a person decides before any key or session is.

import * as z from "zod";
import { abuseipdb, cases, geo, iam, identity, ipDatabase, siem, virustotal, whois } from "../../../actions/index.ts";
import { ImpossibleTravel } from "../../findings/impossible-travel.ts";
import {
  allOf,
  anyOf,
  atLeast,
  days,
  definePlaybook,
  duration,
  evidenceOf,
  hours,
  minutes,
  not,
  nothing,
  orElse,
} from "../../language/index.ts";

export default definePlaybook({
  id: "impossible-travel",
  title: "Impossible travel",
  owner: "identity-detection",
  techniques: ["T1078"],
  manualMinutes: 15,
  finding: ImpossibleTravel,
  repeats: { sameEntity: (f) => [f.user.name], within: hours(4), storm: { over: 50, in: minutes(10) } },
  settings: z.object({
    abuseScore: z.int().min(1).max(100).default(75),
    engines: z.int().min(1).default(3),
    approvers: z.string(),
    decideWithin: duration.default(minutes(30)),
  }),

  steps(finding, settings, { read, attempt, record, choose, approval, forEach }) {
    const { sourceIp: ip } = finding;

    // Who is it really, and what could be taken from them. Without a target there is no plan.
    const who = read("who", identity.resolvePrincipal, { claim: finding.user, account: finding.account });
    const keys = read("keys", iam.listAccessKeys, { principal: who.principal });

    // Evidence. Any of these may fail; all run at the same time.
    const travel = attempt("travel", geo.compareLogins, {
      ip,
      at: finding.loginAt,
      previousIp: finding.previousIp,
      previousAt: finding.previousLoginAt,
    });
    const abuse = attempt("abuseipdb", abuseipdb.checkIp, { ip });
    const virusTotal = attempt("virustotal", virustotal.checkIp, { ip });
    const known = attempt("known-ip", ipDatabase.find, { ip });
    const past = attempt("past-events", siem.eventsByIp, { ip, lookback: days(30) });
    const registered = attempt("whois", whois.byIp, { ip });
    const logins = attempt("recent-logins", siem.loginsOf, { principal: who.principal, lookback: days(7) });
    record("remember-ip", ipDatabase.addIfAbsent, { ip, source: finding.id });
    record("evidence", cases.addEvidence, {
      sections: [evidenceOf(who), travel, abuse, virusTotal, known, past, registered, logins],
    });

    // Judgement, as sentences. Silence is not innocence.
    const reported = anyOf(
      atLeast(orElse(abuse.output.score, 0), settings.abuseScore),
      atLeast(orElse(virusTotal.output.malicious, 0), settings.engines),
    );
    const incomplete = anyOf(travel.failed, abuse.failed, virusTotal.failed);
    const explained = orElse(travel.output.explained, false);

    choose(
      "verdict",
      [
        {
          id: "clean",
          if: allOf(explained, not(reported), not(incomplete)),
          then: () => {
            record("mark-clean", cases.setVerdict, { verdict: "clean", because: [travel, abuse, virusTotal] });
          },
        },
      ],
      {
        // The cautious side: reported, unexplained, or not answered.
        otherwise: () => {
          approval(
            "approve-containment",
            {
              because: [travel, abuse, virusTotal, logins],
              subject: who.person,
              approvers: settings.approvers,
              timeout: settings.decideWithin,
            },
            {
              approved: ({ contain }) => {
                forEach("each-key", keys.items, (key) => {
                  contain("disable-key", iam.disableAccessKey, { key });
                });
                // After the keys, or they mint new ones.
                contain("revoke-sessions", identity.revokeSessions, { principal: who.principal });
              },
              denied: nothing, // the decision is on the case already
              expired: () => {
                record("raise", cases.setSeverity, { severity: "critical" });
              },
            },
          );
        },
      },
    );
  },
});
