// Lesson 6: ask the person concerned
//
// `ask` sends a question to a person and waits for yes, no, or nothing. Each has a branch of its own. The person concerned
// may be the attacker, so what they say is evidence, never permission: a branch of `ask` that contains, or asks for
// approval, is refused (R305).
//
// The answer is passed on like any other evidence. While the person thinks, nothing is paid for and nothing else waits.
import * as z from "zod";
import { cases, identity } from "../../actions/index.ts";
import { ImpossibleTravel } from "../../playbooks/findings/impossible-travel.ts";
import { definePlaybook, evidenceOf, minutes, text } from "../../playbooks/language/index.ts";

export default definePlaybook({
  id: "ask",
  title: "Was it you?",
  owner: "detection",
  techniques: ["T1078"],
  manualMinutes: 20,
  finding: ImpossibleTravel,
  settings: z.object({}),

  steps(finding, _settings, { read, record, given, ask }) {
    const who = read("who", identity.resolvePrincipal, { claim: finding.user, account: finding.account });

    // Only somebody whom the configuration knows can be asked.
    given("known-person", who.person, {
      then: (person) => {
        const question = text`Did you log in from ${finding.sourceIp} at ${finding.loginAt}?`;
        const answer = ask(
          "was-it-you",
          { whom: person, question, timeout: minutes(10) },
          {
            yes: () => {
              record("lower", cases.setSeverity, { severity: "low", reason: "the person says it was them" });
            },
            no: () => {
              record("raise", cases.setSeverity, { severity: "critical", reason: "the person says it was not them" });
            },
            silent: () => {
              record("keep", cases.setSeverity, { severity: "high", reason: "the person did not answer" });
            },
          },
        );
        record("evidence", cases.addEvidence, { sections: [evidenceOf(who), answer] });
      },
    });
  },
});
