// R303, R304, R307: an approver sees the whole plan, and no plan rests on what may be missing.
import { expect, test } from "vitest";
import { minutes, nothing, orElse } from "../../../playbooks/language/index.ts";
import { said } from "../../support/a-playbook.ts";
import { blockIp, disable, keys, look, revoke, someKeys, who } from "../../support/some-actions.ts";

const request = { because: [], subject: null, approvers: "oncall", timeout: minutes(5) };
const rest = { denied: nothing, expired: nothing };

test("a plan of what was read above passes", () => {
  const steps = said((finding, { read, approval, forEach, when }) => {
    const person = read("who", who, { name: finding.user.name });
    const owned = read("keys", keys, { target: person.target });
    approval(
      "decide",
      { ...request, subject: person.person },
      {
        ...rest,
        approved: ({ contain }) => {
          forEach("each-key", owned.items, (key) => {
            when("active", key.active, { then: () => void contain("disable", disable, { key }) });
          });
          forEach("each-owner", owned.owners, (owner) => {
            forEach("each-of-his", owner.keys, (key) => void contain("disable-his", disable, { key }));
          });
          contain("revoke", revoke, { target: person.target });
        },
      },
    );
  });
  expect(steps).toEqual([]);
});

test("refuses a containment whose target is read after the question", () => {
  const steps = said((finding, { read, approval }) => {
    approval("decide", request, {
      ...rest,
      approved: ({ contain }) => {
        const person = read("who", who, { name: finding.user.name });
        contain("revoke", revoke, { target: person.target });
      },
    });
  });
  expect(steps).toEqual([
    'R303 "revoke" depends on who.target, which is known only after "decide" was decided: move that step above the approval, so that the plan can be shown',
  ]);
});

test("refuses a loop and a condition around a containment that are known after the question only", () => {
  const steps = said((finding, { read, attempt, approval, forEach, when }) => {
    const person = read("who", who, { name: finding.user.name });
    approval("decide", request, {
      ...rest,
      approved: ({ contain }) => {
        const owned = read("keys", keys, { target: person.target });
        const seen = attempt("seen", look, { ip: finding.ip });
        forEach("each-key", owned.items, (key) => void contain("disable", disable, { key }));
        when("silent", seen.failed, { then: () => void contain("revoke", revoke, { target: person.target }) });
      },
    });
  });
  expect(steps).toEqual([
    'R303 "disable" depends on keys.items, which is known only after "decide" was decided: move that step above the approval, so that the plan can be shown',
    'R303 "revoke" depends on seen, which is known only after "decide" was decided: move that step above the approval, so that the plan can be shown',
  ]);
});

test("refuses a containment fed by a step that may have failed", () => {
  const steps = said((finding, { attempt, approval }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    approval("decide", request, {
      ...rest,
      approved: ({ contain }) => void contain("block", blockIp, { ip: orElse(seen.output.country, "198.51.100.1") }),
    });
  });
  expect(steps).toEqual([
    'R304 "block" acts on seen.country, and that step may have failed: get it with read instead of attempt',
  ]);
});

test("refuses a loop that contains over what may have failed", () => {
  const steps = said((finding, { read, attempt, approval, given, forEach }) => {
    const person = read("who", who, { name: finding.user.name });
    const owned = attempt("keys", keys, { target: person.target });
    given("answered", owned.output, {
      then: (present) => {
        approval("decide", request, {
          ...rest,
          approved: ({ contain }) => {
            forEach("each-key", present.items, (key) => void contain("disable", disable, { key }));
          },
        });
      },
    });
  });
  expect(steps).toEqual([
    'R304 "disable" acts on keys.items, and that step may have failed: get it with read instead of attempt',
    'R307 "disable" contains over keys.items, which may not be the whole list: iterate a read whose contract says complete: true',
  ]);
});

test("refuses a loop that contains over a list that may be cut, or that a finding only claims", () => {
  const steps = said((finding, { read, approval, forEach }) => {
    const person = read("who", who, { name: finding.user.name });
    const some = read("some-keys", someKeys, { target: person.target });
    approval("decide", request, {
      ...rest,
      approved: ({ contain }) => {
        forEach("each-key", some.items, (key) => void contain("disable", disable, { key }));
        forEach("each-tag", finding.tags, (tag) => void contain("block", blockIp, { ip: tag }));
      },
    });
  });
  expect(steps).toEqual([
    'R307 "disable" contains over some-keys.items, which may not be the whole list: iterate a read whose contract says complete: true',
    'R307 "block" contains over finding.tags, which may not be the whole list: iterate a read whose contract says complete: true',
  ]);
});

test("an inner list of a whole list is whole", () => {
  const steps = said((finding, { read, approval, forEach }) => {
    const person = read("who", who, { name: finding.user.name });
    const owned = read("keys", keys, { target: person.target });
    approval("decide", request, {
      ...rest,
      approved: ({ contain }) => {
        forEach("each-owner", owned.owners, (owner) => {
          forEach("each-key", owner.keys, (key) => void contain("disable", disable, { key }));
        });
      },
    });
  });
  expect(steps).toEqual([]);
});
