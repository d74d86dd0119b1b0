// What the types refuse, checked by tsc: each line below an @ts-expect-error is a mistake, and its reason says which.
// Nothing here runs.

import { cases, iam, identity } from "../../actions/index.ts";
import type { Expression } from "../../playbooks/language/index.ts";
import {
  above,
  atLeast,
  contains,
  count,
  equals,
  evidenceOf,
  minutes,
  not,
  nothing,
  orElse,
  pick,
  text,
} from "../../playbooks/language/index.ts";
import type { AuthorSteps } from "../support/a-playbook.ts";
import { blockIp, disable, gather, keys, look, note, revoke, verdict, who } from "../support/some-actions.ts";

const request = { because: [], subject: null, approvers: "oncall", timeout: minutes(5) };
const rest = { denied: nothing, expired: nothing };

/** What is right compiles without a word. */
export const right: AuthorSteps = (finding, { read, attempt, record, when, given, forEach, approval }) => {
  const person = read("who", who, { name: finding.user.name });
  const owned = read("keys", keys, { target: person.target });
  const seen = attempt("seen", look, { ip: finding.ip });
  const score: Expression<number> = orElse(seen.output.score, 0);
  when("bad", atLeast(score, 75), { then: () => void record("note", note, { value: text`score ${score}` }) });
  given("named", finding.nickname, { then: (name) => void record("named", note, { value: text`${name}` }) });
  forEach("each-key", owned.items, (key) => void record("key", note, { value: key.id }));
  record("evidence", gather, { sections: [evidenceOf(person), seen] });
  record("say", verdict, { verdict: pick(seen.failed, "unknown", "malicious"), because: [seen] });
  approval(
    "decide",
    { ...request, because: [seen], subject: person.person },
    {
      ...rest,
      approved: ({ contain }) => void contain("revoke", revoke, { target: person.target }),
    },
  );
};

export const wrong: AuthorSteps = (finding, words) => {
  const { read, attempt, record, when, given, forEach, choose, approval, ask } = words;
  const person = read("who", who, { name: finding.user.name });
  const seen = attempt("seen", look, { ip: finding.ip });
  const owned = read("keys", keys, { target: person.target });

  // @ts-expect-error a typo in a field of the finding
  finding.sourceIP;
  // @ts-expect-error a typo in a field of an output
  seen.output.scroe;
  // @ts-expect-error an attempt's answer stands under `output`
  seen.score;
  // @ts-expect-error an input is missing
  attempt("missing", look, {});
  // @ts-expect-error an input that the action does not take
  attempt("extra", look, { ip: finding.ip, deep: true });
  // @ts-expect-error a number where a text is taken
  attempt("number", look, { ip: 7 });
  // @ts-expect-error a reference to a number where a text is taken
  attempt("reference", look, { ip: finding.score });
  // @ts-expect-error a literal that is none of those taken
  record("literal", verdict, { verdict: "benign", because: [seen] });
  // @ts-expect-error a value that may be absent is passed on undecided
  attempt("absent", look, { ip: finding.nickname });
  // @ts-expect-error a value that may be absent is compared
  above(seen.output.score, 75);
  // @ts-expect-error a value that may be absent is put into text
  text`${finding.nickname}`;
  // @ts-expect-error a yes or no that may be absent is a condition
  when("absent-condition", finding.trusted, { then: nothing });
  // @ts-expect-error a text where a number is compared
  above(finding.ip, 75);
  // @ts-expect-error a fallback of another kind than the value
  orElse(seen.output.score, "none");
  // @ts-expect-error equals compares values of one kind
  equals(finding.score, "40");
  // @ts-expect-error a list has no length: count it
  finding.tags.length;
  // @ts-expect-error a list has no fields of its items: iterate it
  owned.items.id;
  // @ts-expect-error an item of a list is not taken by its number
  finding.tags[0];
  // @ts-expect-error a list holds values of its own kind
  contains(finding.tags, 7);
  // @ts-expect-error what is counted is a list
  count(finding.user);
  // @ts-expect-error what is iterated is a list
  forEach("not-a-list", finding.user, nothing);
  // @ts-expect-error a list that may be absent is iterated undecided
  forEach("absent-list", seen.output.tags, nothing);
  // @ts-expect-error a step's evidence is its outcome, not what it answered
  record("evidence", gather, { sections: [person] });
  approval("claim", request, {
    ...rest,
    // @ts-expect-error a containment needs what a read resolved: a claim is no target
    approved: ({ contain }) => void contain("revoke", revoke, { target: finding.user }),
  });
  // @ts-expect-error nor is a text that is written down
  read("written", keys, { target: "arn:aws:iam::111122223333:user/maria" });
  // @ts-expect-error nothing looks into what was resolved
  person.target.id;
  // @ts-expect-error containment is no word of a playbook: an approved branch hands it out
  words.contain("block", blockIp, { ip: finding.ip });
  // @ts-expect-error a containment is no record
  record("block", blockIp, { ip: finding.ip });
  // @ts-expect-error a containment is no read
  attempt("disable", disable, { key: { id: "a", active: true } });
  // @ts-expect-error a record is no read
  attempt("note", note, { value: 1 });
  // @ts-expect-error a read is no record
  record("look", look, { ip: finding.ip });
  // @ts-expect-error `contain` takes no read
  approval("reads", request, { ...rest, approved: ({ contain }) => void contain("look", look, { ip: finding.ip }) });
  // @ts-expect-error a denied branch is handed no power
  approval("denied", request, { ...rest, denied: ({ contain }) => void contain, approved: nothing });
  // @ts-expect-error what happens when nobody decides in time is said
  approval("no-expired", request, { approved: nothing, denied: nothing });
  // @ts-expect-error a choice says what happens otherwise
  choose("no-otherwise", [], {});
  // @ts-expect-error a duration has its unit: minutes(5)
  ask("unit", { whom: "maria", question: "you?", timeout: 5 }, { yes: nothing, no: nothing, silent: nothing });
  // @ts-expect-error what given hands on is there only inside
  given("leaked", finding.nickname, { then: nothing }).length;

  // @ts-expect-error a condition is not known yet: use when or choose
  if (seen.failed) record("if", note, { value: 1 });
  // @ts-expect-error nor is it in &&
  seen.failed && record("and", note, { value: 1 });
  // @ts-expect-error nor in ?:
  seen.failed ? 1 : 2;
  // @ts-expect-error not takes one condition
  not(finding.score);
};

/** The contracts of the product say the same. */
export const real: AuthorSteps = (finding, { read, record }) => {
  // @ts-expect-error a claim where a principal is needed
  read("keys", iam.listAccessKeys, { principal: finding.user });
  // @ts-expect-error a containment is no read
  read("sessions", identity.revokeSessions, { principal: finding.user });
  // @ts-expect-error a verdict that does not exist
  record("say", cases.setVerdict, { verdict: "benign", because: [] });
};
