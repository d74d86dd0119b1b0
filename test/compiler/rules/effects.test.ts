// R301, R302: a step's word is its action's effect, and the power to contain is a value that ends with its branch.
import { expect, test } from "vitest";
import { minutes, nothing } from "../../../playbooks/language/index.ts";
import { said } from "../../support/a-playbook.ts";
import { blockIp, look, note } from "../../support/some-actions.ts";

const request = { because: [], subject: null, approvers: "oncall", timeout: minutes(5) };
type Contain = (id: string, action: typeof blockIp, input: { ip: never }) => unknown;

test("each word with an action of its effect passes", () => {
  const steps = said((finding, { attempt, record, approval }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    record("note", note, { value: 1 });
    approval(
      "decide",
      { ...request, because: [seen] },
      {
        approved: ({ contain }) => void contain("block", blockIp, { ip: finding.ip }),
        denied: nothing,
        expired: nothing,
      },
    );
  });
  expect(steps).toEqual([]);
});

test("refuses containment outside an approval", () => {
  const steps = said((finding, { record }) => void record("block", blockIp as never, { ip: finding.ip } as never));
  expect(steps).toEqual([
    'R301 record("block") was given net.block-ip, whose effect is contain: call contain inside the approved branch of an approval',
  ]);
});

test("refuses a write where a read is meant, and a read where a write is", () => {
  const steps = said((finding, { attempt, record }) => {
    attempt("note", note as never, { value: 1 } as never);
    record("seen", look as never, { ip: finding.ip } as never);
  });
  expect(steps.filter((line) => line.startsWith("R301"))).toEqual([
    'R301 attempt("note") was given notes.add-note, whose effect is record: write record("note", …)',
    'R301 record("seen") was given look.check-ip, whose effect is read: write read or attempt("seen", …)',
  ]);
});

test("refuses a contain that leaked out of its approval", () => {
  let leaked: Contain | undefined;
  const steps = said((finding, { approval }) => {
    approval("decide", request, {
      approved: ({ contain }) => {
        leaked = contain as never;
        contain("block", blockIp, { ip: finding.ip });
      },
      denied: nothing,
      expired: nothing,
    });
    leaked?.("again", blockIp, { ip: finding.ip as never });
  });
  expect(steps).toEqual([
    'R302 contain "again" was called outside the branch of "decide" that handed it out: move it into that branch',
  ]);
});

test.each(["denied", "expired"])("refuses a contain in the branch %s of its own approval", (branch) => {
  let leaked: Contain | undefined;
  const steps = said((finding, { approval }) => {
    const late = () => void leaked?.("again", blockIp, { ip: finding.ip as never });
    approval("decide", request, {
      approved: ({ contain }) => {
        leaked = contain as never;
        contain("block", blockIp, { ip: finding.ip });
      },
      ...{ denied: nothing, expired: nothing },
      [branch]: late,
    });
  });
  expect(steps).toEqual([
    'R302 contain "again" was called outside the branch of "decide" that handed it out: move it into that branch',
  ]);
});

test.each(["approved", "denied", "expired"])(
  "refuses the contain of one approval in the branch %s of another inside it",
  (branch) => {
    const steps = said((finding, { approval }) => {
      approval("decide", request, {
        approved: ({ contain }) => {
          contain("block", blockIp, { ip: finding.ip });
          approval("decide-more", request, {
            approved: (own) => void own.contain("block-more", blockIp, { ip: finding.ip }),
            ...{ denied: nothing, expired: nothing },
            [branch]: (own?: { contain: typeof contain }) => {
              own?.contain("block-more", blockIp, { ip: finding.ip });
              contain("unseen", blockIp, { ip: finding.ip });
            },
          });
        },
        denied: nothing,
        expired: nothing,
      });
    });
    expect(steps).toEqual([
      'R302 "unseen" uses the contain of "decide" inside "decide-more", whose plan would not show it: use the contain that "decide-more" hands out, or move it out',
    ]);
  },
);
