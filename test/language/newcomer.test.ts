// Ten mistakes of somebody who writes the first playbook, as the compiler answers them: the code, the line, what was seen
// and what to write instead. The types refuse most of them earlier; a newcomer may write plain JavaScript.
import { expect, test } from "vitest";
import { compile } from "../../playbooks/compiler/compile.ts";
import { above, allOf, atLeast, minutes, not, nothing, text } from "../../playbooks/language/index.ts";
import { type AuthorSteps, aPlaybook } from "../support/a-playbook.ts";
import { blockIp, gather, look, note, verdict, who } from "../support/some-actions.ts";

const request = { because: [], subject: null, approvers: "oncall", timeout: minutes(30) };
const rest = { denied: nothing, expired: nothing };

const mistakes: readonly (readonly [mistake: string, steps: AuthorSteps, answer: string])[] = [
  [
    "puts a value that does not exist yet into a template",
    (finding, { record }) => {
      record("note", note, { value: `login from ${finding.ip}` });
    },
    "R104 finding.ip has no value yet, so it cannot be turned into text or a number: write text`…${it}…`, or compare it with equals, atLeast, …",
  ],
  [
    "misspells a field",
    (finding, { attempt, record }) => {
      record("evidence", gather, {
        sections: [attempt("seen", look, { ip: (finding as never as { sourceIp: string }).sourceIp })],
      });
    },
    'R105 finding has no field "sourceIp": it is an object with kind, id, ip, score, known, nickname, seen, trusted, tags, groups, user',
  ],
  [
    "compares an answer that may be missing",
    (finding, { attempt, when, record }) => {
      const seen = attempt("seen", look, { ip: finding.ip });
      when("reported", above(seen.output.score as never, 75), { then: () => void record("note", note, { value: 1 }) });
    },
    'R201 "reported" uses seen.score, which may be absent: decide with orElse(value, fallback), isPresent(value) or given(id, value, …)',
  ],
  [
    "loops over a list as over an array",
    (finding, { record }) => {
      for (const tag of finding.tags as never as string[]) record("note", note, { value: tag });
    },
    "R104 finding.tags has no value yet, so it cannot be iterated or spread: use forEach(id, list, item => …)",
  ],
  [
    "waits for an answer",
    async (finding, { attempt, record }) => {
      const seen = await Promise.resolve(attempt("seen", look, { ip: finding.ip }).failed);
      record("note", note, { value: seen as never });
    },
    "R108 the steps of a playbook are recorded at once: leave out async and await",
  ],
  [
    "contains without asking",
    (finding, { record }) => {
      record("block", blockIp as never, { ip: finding.ip } as never);
    },
    'R301 record("block") was given net.block-ip, whose effect is contain: call contain inside the approved branch of an approval',
  ],
  [
    "uses below a branch what was read inside it",
    (finding, { attempt, when, record }) => {
      let seen: unknown;
      when("known", finding.known, {
        then: () => {
          seen = attempt("seen", look, { ip: finding.ip });
        },
      });
      record("evidence", gather, { sections: [seen as never] });
    },
    'R103 "evidence" uses seen outside the block it was made in: move that step above the branch, or use it inside',
  ],
  [
    "calls an address clean because nobody complained",
    (finding, { attempt, choose, record }) => {
      const seen = attempt("seen", look, { ip: finding.ip });
      const clean = { id: "clean", if: allOf(finding.known, not(atLeast(finding.score, 75))) };
      choose("judge", [{ ...clean, then: () => void record("say", verdict, { verdict: "clean", because: [seen] }) }], {
        otherwise: nothing,
      });
    },
    'R401 "say" says clean although "seen" may not have answered: let the branch\'s condition include not(….failed) for each attempt, and something that each read answered',
  ],
  [
    "asks for a yes to what is not known yet",
    (finding, { read, approval }) => {
      approval("decide", request, {
        ...rest,
        approved: ({ contain }) => {
          const person = read("who", who, { name: finding.user.name });
          contain("block", blockIp, { ip: text`${person.person as never}` });
        },
      });
    },
    'R303 "block" depends on who.person, which is known only after "decide" was decided: move that step above the approval, so that the plan can be shown',
  ],
  [
    "reads what nobody looks at",
    (finding, { attempt }) => {
      attempt("seen", look, { ip: finding.ip });
    },
    'R402 nobody uses what "seen" reads: pass it on as evidence, use its answer, or remove it',
  ],
];

const violations = (steps: AuthorSteps) => {
  const result = compile(aPlaybook(steps), {});
  return result.ok ? [] : result.violations;
};

test.each(mistakes)("refuses the playbook of a newcomer who %s", (_, steps, answer) => {
  expect(violations(steps).map(({ code, message }) => `${code} ${message}`)).toContain(answer);
});

test.each(mistakes)("points at a line of the playbook of a newcomer who %s", (mistake, steps) => {
  for (const { code, place } of violations(steps)) {
    if (code === "R108") continue; // the whole of steps is at fault, not a line in it
    expect(place?.file, mistake).toBe(new URL(import.meta.url).pathname);
    expect(place?.line).toBeGreaterThan(14);
  }
});

test("no answer mentions a name of ours that an author does not know", () => {
  const internal = /\$|States\.|undefined|JSONata|proxy|node\b|recording|Riposte|step_|\bb\d+_|\bm\d+_|\[object/i;
  for (const [, steps] of mistakes) {
    for (const { message } of violations(steps)) expect(message.replaceAll("${it}", "")).not.toMatch(internal);
  }
});
