// R103: no value leaves a block.
import { expect, test } from "vitest";
import { type Attempt, type Expression, evidenceOf } from "../../../playbooks/language/index.ts";
import { said } from "../../support/a-playbook.ts";
import { gather, look, note } from "../../support/some-actions.ts";

test("a step may use what stands above it, in its own block and in those around", () => {
  const steps = said((finding, { attempt, record, when, forEach }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    when("known", finding.known, {
      then: () => {
        forEach("each-tag", finding.tags, (tag) => {
          record("note", note, { value: [tag, seen] as never });
        });
      },
    });
  });
  expect(steps).toEqual([]);
});

test("refuses a step of a branch below the branch", () => {
  let leaked: Attempt<unknown> | undefined;
  const steps = said((finding, { attempt, record, when }) => {
    when("known", finding.known, {
      then: () => {
        leaked = attempt("seen", look, { ip: finding.ip });
      },
    });
    record("evidence", gather, { sections: [leaked as never] });
  });
  expect(steps).toEqual([
    'R103 "evidence" uses seen outside the block it was made in: move that step above the branch, or use it inside',
  ]);
});

test("refuses a step of one branch in another", () => {
  let leaked: Expression<unknown> | undefined;
  const steps = said((finding, { read, record, when }) => {
    when("known", finding.known, {
      then: () => {
        leaked = evidenceOf(read("seen", look, { ip: finding.ip }));
      },
      otherwise: () => void record("evidence", gather, { sections: [leaked as never] }),
    });
  });
  expect(steps).toEqual([
    'R103 "evidence" uses seen outside the block it was made in: move that step above the branch, or use it inside',
  ]);
});

test("refuses the item of a loop below the loop", () => {
  let leaked: Expression<string> | undefined;
  const steps = said((finding, { record, forEach }) => {
    forEach("each-tag", finding.tags, (tag) => {
      leaked = tag;
      record("inside", note, { value: tag });
    });
    record("below", note, { value: leaked as never });
  });
  expect(steps).toEqual([
    'R103 "below" uses the item of each-tag outside the block it was made in: move that step above the branch, or use it inside',
  ]);
});

test("refuses a reference of another playbook", () => {
  let leaked: Attempt<unknown> | undefined;
  said((finding, { attempt }) => {
    leaked = attempt("elsewhere", look, { ip: finding.ip });
  });
  const steps = said((_, { record }) => void record("evidence", gather, { sections: [leaked as never] }));
  expect(steps).toEqual([
    'R103 "evidence" uses elsewhere outside the block it was made in: move that step above the branch, or use it inside',
  ]);
});
