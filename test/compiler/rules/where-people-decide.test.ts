// R305, R306, R308 to R311: where people decide, and where they must not be passed by.

import { expect, test } from "vitest";
import * as z from "zod";
import { above, minutes, nothing, orElse } from "../../../playbooks/language/index.ts";
import { said } from "../../support/a-playbook.ts";
import { aContain } from "../../support/an-action.ts";
import { blockIp, erase, keys, look, note, who } from "../../support/some-actions.ts";

const request = { because: [], subject: null, approvers: "oncall", timeout: minutes(5) };
const rest = { denied: nothing, expired: nothing };
const question = { question: "was it you?", timeout: minutes(5) };
const alone = { reason: "known bad", limit: 5, overLimit: request };

test("an ask whose answer is evidence for an approval below it passes", () => {
  const steps = said((finding, { record, ask, approval }) => {
    const answer = ask(
      "was-it-you",
      { ...question, whom: finding.user.name },
      {
        yes: () => void record("note", note, { value: 1 }),
        no: nothing,
        silent: nothing,
      },
    );
    approval(
      "decide",
      { ...request, because: [answer] },
      {
        ...rest,
        approved: ({ contain }) => void contain("block", blockIp, { ip: finding.ip }),
      },
    );
  });
  expect(steps).toEqual([]);
});

test.each(["yes", "no", "silent"])("refuses an approval in the branch %s of an ask (R305)", (branch) => {
  const steps = said((finding, { ask, approval }) => {
    ask(
      "was-it-you",
      { ...question, whom: finding.user.name },
      {
        ...{ yes: nothing, no: nothing, silent: nothing },
        [branch]: () =>
          approval("decide", request, {
            ...rest,
            approved: ({ contain }) => void contain("block", blockIp, { ip: finding.ip }),
          }),
      },
    );
  });
  expect(steps).toEqual([
    'R305 "decide" stands in a branch of ask "was-it-you": an answer is evidence, so move it below the ask',
    'R305 "block" stands in a branch of ask "was-it-you": an answer is evidence, so move it below the ask',
  ]);
});

test("refuses a containment with neither an inverse nor a reason (R306)", () => {
  const steps = (undo: { none: string } | { action: string; title: string; input: () => unknown }) =>
    said((finding, { approval }) => {
      const block = aContain({ id: "net.block-ip", output: z.object({}), undo });
      approval("decide", request, {
        ...rest,
        approved: ({ contain }) => void contain("block", block, { ip: finding.ip }),
      });
    });
  expect(steps({ none: "what is erased is gone" })).toEqual([]);
  expect(steps({ none: " " })).toEqual([
    "R306 net.block-ip declares no undo: give its contract an inverse, or the reason why there is none",
  ]);
  expect(steps({ action: "", title: "", input: () => ({}) })).toEqual([
    "R306 net.block-ip declares no undo: give its contract an inverse, or the reason why there is none",
  ]);
});

test("a reversible containment on what we read ourselves may be unattended", () => {
  const steps = said((finding, { attempt, unattended }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    unattended("block-known", { ...alone, if: above(orElse(seen.output.score, 0), 90) }, ({ contain }) => {
      contain("block", blockIp, { ip: finding.ip });
    });
  });
  expect(steps).toEqual([]);
});

test("refuses unattended containment that cannot be undone (R308)", () => {
  const steps = said((finding, { read, attempt, unattended }) => {
    const person = read("who", who, { name: finding.user.name });
    const seen = attempt("seen", look, { ip: finding.ip });
    unattended("erase-known", { ...alone, if: above(orElse(seen.output.score, 0), 90) }, ({ contain }) => {
      contain("erase", erase, { target: person.target });
    });
  });
  expect(steps).toEqual([
    'R308 "erase" cannot be undone (what is erased is gone), so it needs an approval instead of unattended',
  ]);
});

test("refuses unattended containment on a claim alone (R309)", () => {
  const steps = said((finding, { unattended }) => {
    unattended("block-known", { ...alone, if: above(finding.score, 90) }, ({ contain }) => {
      contain("block", blockIp, { ip: finding.ip });
    });
  });
  expect(steps).toEqual([
    'R309 the condition of "block-known" reads nothing of ours, only the finding: include what a step answered, as in above(orElse(abuse.output.score, 0), 90)',
  ]);
});

test("refuses an approval inside a loop (R310)", () => {
  const steps = said((finding, { read, forEach, approval }) => {
    const person = read("who", who, { name: finding.user.name });
    const owned = read("keys", keys, { target: person.target });
    forEach("each-key", owned.items, (key) => {
      approval("decide", request, {
        ...rest,
        approved: ({ contain }) => void contain("block", blockIp, { ip: key.id }),
      });
    });
  });
  expect(steps).toEqual([
    'R310 "decide" asks inside the loop "each-key": ask once, and loop inside the approved branch',
  ]);
});

test("refuses a question that asks for nothing (R311)", () => {
  const steps = said((_, { record, approval }) => {
    approval("decide", request, { ...rest, approved: () => void record("note", note, { value: 1 }) });
  });
  expect(steps).toEqual(['R311 "decide" asks for nothing: put a contain into its branch, or leave the question out']);
});
