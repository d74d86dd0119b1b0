// One playbook with every word of the language, for tests of what is derived from the compiled graph.
import {
  above,
  atLeast,
  days,
  evidenceOf,
  minutes,
  not,
  nothing,
  orElse,
  text,
} from "../../playbooks/language/index.ts";
import type { AuthorSteps } from "./a-playbook.ts";
import { blockIp, disable, erase, gather, keys, look, note, watch, who } from "./some-actions.ts";

export const everyWord: AuthorSteps = (finding, words) => {
  const { read, attempt, record, choose, when, given, forEach, ask, approval, unattended, pause } = words;
  const person = read("person", who, { name: finding.user.name });
  const held = read("held", keys, { target: person.target });
  const seen = attempt("seen", look, { ip: finding.ip });
  const watched = attempt("watched", watch, { ip: finding.ip });
  record("evidence", gather, { sections: [evidenceOf(person), seen, watched] });
  pause("settle", minutes(2));
  given("known", person.person, {
    then: (id) => {
      const question = text`Was it you, from ${finding.ip}?`;
      const said = ask(
        "was-it-you",
        { whom: id, question, timeout: minutes(10) },
        { yes: nothing, no: () => void record("no-note", note, { value: "no" }), silent: nothing },
      );
      record("answer-evidence", gather, { sections: [said] });
    },
  });
  forEach("each-tag", finding.tags, (tag) => {
    record("tag-note", note, { value: tag });
  });
  const bad = atLeast(orElse(seen.output.score, 0), 75);
  unattended(
    "block-known-bad",
    {
      reason: "a block of an address hurts nobody",
      limit: 5,
      if: bad,
      overLimit: { because: [seen], subject: null, approvers: "oncall", timeout: minutes(5) },
    },
    ({ contain }) => {
      contain("block-ip", blockIp, { ip: finding.ip });
    },
  );
  choose("verdict", [{ id: "quiet", if: not(bad), then: () => void record("quiet-note", note, { value: 1 }) }], {
    otherwise: () => {
      approval(
        "approve",
        { because: [seen, watched], subject: person.person, approvers: "oncall", timeout: days(1) },
        {
          approved: ({ contain }) => {
            forEach("each-key", held.items, (key) => {
              when("active", key.active, { then: () => void contain("disable-key", disable, { key }) });
            });
            contain("erase", erase, { target: person.target });
          },
          denied: nothing,
          expired: () => void record("late-note", note, { value: "late" }),
        },
      );
    },
  });
  when("many-tags", above(finding.score, 10), {
    then: () => void record("score-note", note, { value: finding.score }),
  });
};
