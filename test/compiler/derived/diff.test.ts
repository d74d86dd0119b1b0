// What changed in meaning, containment and approvers first; and the comment that a pull request gets.
import { expect, test } from "vitest";
import { type Difference, diff, diffAll } from "../../../playbooks/compiler/diff/diff.ts";
import { topics } from "../../../playbooks/compiler/diff/facts.ts";
import { diffText } from "../../../playbooks/compiler/diff/text.ts";
import { summaryOf } from "../../../playbooks/compiler/explain/summarise.ts";
import type { Summary } from "../../../playbooks/compiler/explain/summary.ts";
import { minutes, not, nothing } from "../../../playbooks/language/index.ts";
import { type AuthorSteps, compiled } from "../../support/a-playbook.ts";
import { everyWord } from "../../support/every-word.ts";
import { blockIp, disable, erase, keys, look, note, revoke, watch, who } from "../../support/some-actions.ts";

function summed(steps: AuthorSteps, settings: Record<string, unknown> = {}): Summary {
  const { recording, machine } = compiled(steps);
  return summaryOf({ ...recording, settings }, machine, () => null);
}

const changes = (before: AuthorSteps, after: AuthorSteps): Difference => diff(summed(before), summed(after));
const linesOf = (difference: Difference, topic: string): readonly string[] => {
  const text = diffText({ ...difference, topics: difference.topics.filter((one) => one.topic === topic) });
  return text
    .split("\n")
    .slice(2)
    .map((line) => line.trim());
};
const topicsOf = ({ topics: changed }: Difference): readonly string[] => changed.map(({ topic }) => topic);

interface Asked {
  readonly approvers?: string;
  readonly wait?: number;
  readonly extra?: boolean;
  readonly list?: "all" | "one";
}
const asking =
  ({ approvers = "oncall", wait = 30, extra = false }: Asked = {}): AuthorSteps =>
  (finding, { read, approval, forEach }) => {
    const person = read("person", who, { name: finding.user.name });
    const held = read("held", keys, { target: person.target });
    approval(
      "approve",
      { because: [], subject: person.person, approvers, timeout: minutes(wait) },
      {
        approved: ({ contain }) => {
          forEach("each-key", held.items, (key) => void contain("disable-key", disable, { key }));
          if (extra) contain("revoke", revoke, { target: person.target });
        },
        denied: nothing,
        expired: nothing,
      },
    );
  };

test("the same playbook has no difference", () => {
  const same = changes(everyWord, everyWord);
  expect([same.kind, same.topics]).toEqual(["same", []]);
  expect(diffText(same)).toBe("test: nothing changed");
});

test("a new containment stands first, with its target and its undo", () => {
  const difference = changes(asking(), asking({ extra: true }));
  expect(topicsOf(difference).slice(0, 2)).toEqual(["containment", "approvers"]);
  expect(linesOf(difference, "containment")).toEqual([
    "+ revoke: action: people.revoke-sessions; decided by: approve; target: target = person.target; called: once; only if: always; undo: undo it (test.undo); ends: when somebody undoes it; limit: 10 an hour; verified by: reads it back",
  ]);
  expect(linesOf(difference, "approvers")).toEqual(["! approve, approved: each-key → each-key and revoke"]);
  expect(linesOf(difference, "permissions")).toEqual(["+ the state machine may invoke riposte-people-revoke-sessions"]);
});

test("other approvers and another deadline are said, and nothing else", () => {
  const difference = changes(asking(), asking({ approvers: "interns", wait: 600 }));
  expect(topicsOf(difference)).toEqual(["approvers"]);
  expect(linesOf(difference, "approvers")).toEqual([
    "! approve, approvers: oncall → interns",
    "! approve, time to decide: 30 minutes → 10 hours",
  ]);
});

test("a containment that loses its person is loud", () => {
  const attended: AuthorSteps = (finding, { attempt, approval }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    const request = { because: [seen], subject: null, approvers: "oncall", timeout: minutes(5) };
    approval("block", request, {
      approved: ({ contain }) => void contain("block-ip", blockIp, { ip: finding.ip }),
      denied: nothing,
      expired: nothing,
    });
  };
  const alone: AuthorSteps = (finding, { attempt, unattended }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    const overLimit = { because: [seen], subject: null, approvers: "oncall", timeout: minutes(5) };
    unattended("block", { reason: "it is quick", limit: 5, if: not(seen.failed), overLimit }, ({ contain }) => {
      contain("block-ip", blockIp, { ip: finding.ip });
    });
  };
  expect(linesOf(changes(attended, alone), "containment")).toEqual([
    "+ block, WITHOUT A PERSON: if: seen answered; at most: 5 an hour; because: it is quick",
    "! block-ip, decided by: block → nobody, below the limit of block",
  ]);
});

test("another undo is a change of containment", () => {
  const with_ =
    (action: typeof revoke | typeof erase): AuthorSteps =>
    (finding, { read, approval }) => {
      const person = read("person", who, { name: finding.user.name });
      const request = { because: [], subject: person.person, approvers: "oncall", timeout: minutes(5) };
      approval("approve", request, {
        approved: ({ contain }) => void contain("act", action, { target: person.target }),
        denied: nothing,
        expired: nothing,
      });
    };
  expect(linesOf(changes(with_(revoke), with_(erase)), "containment")).toEqual([
    "! act, action: people.revoke-sessions → people.erase-device",
    "! act, undo: undo it (test.undo) → none, because what is erased is gone",
  ]);
});

test("a setting, a condition and an input are said by name", () => {
  const looking =
    (word: "a" | "b"): AuthorSteps =>
    (finding, { attempt, when, record }) => {
      const seen = attempt("seen", look, { ip: finding.ip });
      when("silent", word === "a" ? seen.failed : not(seen.failed), {
        then: () => void record("note", note, { value: word }),
      });
    };
  expect(diffText(diff(summed(looking("a"), { score: 75 }), summed(looking("b"), { score: 50, engines: 3 })))).toBe(
    [
      "test: changed",
      "  settings",
      "    + engines: 3",
      "    ! score: 75 → 50",
      "  steps",
      "    ! silent, branch then: seen did not answer → seen answered",
      '    ! note, value: "a" → "b"',
    ].join("\n"),
  );
});

test("order is compared over the steps that both versions have", () => {
  const both =
    (chained: boolean, third: boolean): AuthorSteps =>
    (finding, { attempt, record }) => {
      const seen = attempt("seen", look, { ip: finding.ip });
      const watched = attempt("watched", watch, { ip: chained ? (seen.output.country as never) : finding.ip });
      if (third) record("first-note", note, { value: 1 });
      record("note", note, { value: [seen.failed, watched.failed] as never });
    };
  const chain: AuthorSteps = (finding, { attempt, record, given }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    given("there", finding.nickname, { then: nothing });
    record("note", note, { value: [seen.failed] as never });
  };
  expect(topicsOf(changes(both(false, false), both(false, true)))).not.toContain("order");
  expect(topicsOf(changes(both(false, false), chain))).not.toContain("order");
  const before = summed(both(false, false));
  const after = { ...before, order: { steps: { then: ["seen", "watched", "note"] } } };
  expect(linesOf(diff(before, after), "order")).toEqual([
    "! steps: [seen | watched], then note → seen, then watched, then note",
  ]);
});

test("a playbook that came or went is told whole", () => {
  const [came, went] = [diff(null, summed(asking())), diff(summed(asking()), null)];
  expect([came.kind, went.kind]).toEqual(["added", "removed"]);
  expect(topicsOf(came)).toEqual(["containment", "approvers", "settings", "permissions", "steps", "cost", "latency"]);
  expect(came.topics.flatMap(({ changes: all }) => all).every(({ kind }) => kind === "added")).toBe(true);
  expect(went.topics.flatMap(({ changes: all }) => all).every(({ kind }) => kind === "removed")).toBe(true);
});

test("all playbooks of either version are compared, in the order of ids", () => {
  const base = summed(asking());
  const named = (id: string): Summary => ({ ...base, id });
  const all = diffAll([named("b"), named("a")], [named("c"), named("b")]);
  expect(all.map(({ playbook, kind }) => `${playbook} ${kind}`)).toEqual(["a removed", "b same", "c added"]);
});

test("topics stand in the order of what a review is for", () => {
  expect(topics).toEqual(["containment", "approvers", "settings", "permissions", "order", "steps", "cost", "latency"]);
});
