// The explanation says everything a reviewer decides on, in words, and is the same bytes every time.
import { expect, test } from "vitest";
import { explain } from "../../../playbooks/compiler/explain/explain.ts";
import { goldenFiles } from "../../../playbooks/compiler/explain/golden.ts";
import { summaryOf } from "../../../playbooks/compiler/explain/summarise.ts";
import { summary } from "../../../playbooks/compiler/explain/summary.ts";
import { svg } from "../../../playbooks/compiler/graph/svg.ts";
import { minutes, nothing } from "../../../playbooks/language/index.ts";
import { type AuthorSteps, compiled } from "../../support/a-playbook.ts";
import { everyWord } from "../../support/every-word.ts";
import { hostileTexts } from "../../support/hostile.ts";
import { look, note } from "../../support/some-actions.ts";

const nobody = () => null;
const explained = (steps: AuthorSteps): string => {
  const { recording, machine } = compiled(steps);
  return explain(summaryOf(recording, machine, nobody));
};

/** The lines below a title, without their indentation of two. */
function section(text: string, title: string): readonly string[] {
  const part = text.split("\n\n").find((one) => one.startsWith(`${title}\n`)) ?? "";
  return part
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.slice(2));
}

const everything = explained(everyWord);

test("containment without a person comes first, with its reason, its limit and its condition", () => {
  expect(section(everything, "What it may contain").slice(0, 5)).toEqual([
    "WITHOUT A PERSON, in mode act, at most 5 an hour (block-known-bad):",
    "  Because: a block of an address hurts nobody",
    "  If seen.score (0 when absent) is at least 75.",
    "  - block-ip: Do net.block-ip (net.block-ip).",
    "      Target: ip = finding.ip.",
  ]);
});

test("a containment is shown with its target, its loop, its condition, its undo and its limit", () => {
  const lines = section(everything, "What it may contain");
  const at = lines.findIndex((line) => line.includes("disable-key:"));
  expect(lines.slice(at, at + 8)).toEqual([
    "  - disable-key: Do keys.disable-key (keys.disable-key).",
    "      Target: key = the item of each-key.",
    "      Once for every item of held.items, one at a time.",
    "      Only if active of the item of each-key.",
    "      Undo: undo it (test.undo).",
    "      Ends: only when somebody undoes it.",
    "      Limit: 10 an hour for one account; above that, people are asked again.",
    "      Verified by: reads it back.",
  ]);
});

test("what cannot be undone says why, and that two people must approve", () => {
  expect(everything).toContain("Undo: none, because what is erased is gone.");
  expect(section(everything, "Who decides")).toContain("  Two people must approve, because erase cannot be undone.");
});

test("a decision says who, until when, who may not, and what follows from each answer", () => {
  const lines = section(everything, "Who decides");
  const at = lines.findIndex((line) => line.startsWith("approve:"));
  expect(lines[at]).toBe("approve: the approvers oncall, within 1 day.");
  expect(lines.slice(at)).toEqual(
    expect.arrayContaining([
      "  They see the plan, and as evidence: seen and watched.",
      "  Approved: each-key and erase.",
      "  Denied: nothing further.",
      "  Expired: late-note.",
    ]),
  );
});

test("order is a numbered list, and what runs at the same time a dashed one", () => {
  const lines = section(
    explained((finding, { attempt, record }) => {
      const seen = attempt("seen", look, { ip: finding.ip });
      const again = attempt("again", look, { ip: finding.user.name });
      record("note", note, { value: [seen.failed, again.failed] as never });
    }),
    "What happens, in order",
  );
  expect(lines).toEqual([
    "1. At the same time:",
    "   - seen: Do look.check-ip (look.check-ip) with ip = finding.ip. It may fail.",
    "   - again: Do look.check-ip (look.check-ip) with ip = finding.user.name. It may fail.",
    "2. note: Do notes.add-note (notes.add-note) with value = seen did not answer and again did not answer.",
  ]);
});

test("what a failure does is said for every kind of step, and which question is then not asked", () => {
  expect(section(everything, "What may fail")).toEqual([
    "The playbook goes on without seen and watched; a missing answer is kept as evidence.",
    "Without an answer from person or held, what needs it is skipped, and the execution fails.",
    "Without an answer from person or held, block-known-bad is not asked and nothing of it contained.",
    "Without an answer from person or held, approve is not asked and nothing of it contained.",
    "When evidence, no-note, answer-evidence, tag-note, quiet-note, late-note or score-note fails, everything else still runs, and the execution fails at its end.",
    "When block-ip, disable-key or erase fails, the next containment still runs, and the execution fails at its end.",
  ]);
});

test.each(hostileTexts)("no text hides, breaks or reorders a line: %j", (hostile) => {
  const text = explained((_, { record }) => void record("note", note, { value: hostile }));
  const lines = explained((_, { record }) => void record("note", note, { value: "x" })).split("\n");
  expect(text.split("\n")).toHaveLength(lines.length);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u200b-\u200f\u2028-\u202e\u2060-\u2069]|\p{Surrogate}/u);
});

test("a playbook that does nothing says so", () => {
  const empty = explained(() => {});
  expect(section(empty, "What it may contain")).toEqual(["Nothing."]);
  expect(section(empty, "Who decides")).toEqual(["Nobody is asked."]);
  expect(section(empty, "What happens, in order")).toEqual(["Nothing."]);
});

test("everything derived is the same bytes, whatever was compiled before", () => {
  const files = () => {
    const result = compiled(everyWord);
    return [JSON.stringify(goldenFiles(result, nobody)), svg(result.recording)];
  };
  const first = files();
  explained((finding, { attempt, when }) => {
    const seen = attempt("seen", look, { ip: finding.ip });
    when("w", seen.failed, { then: nothing });
  });
  expect(files()).toEqual(first);
});

test("a summary survives being written and read", () => {
  const { recording, machine } = compiled(everyWord);
  const made = summaryOf(recording, machine, nobody);
  expect(summary.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
});

test("an ask shows its question with the values in it", () => {
  const text = explained((_finding, { ask }) => {
    ask(
      "sure",
      { whom: "maria.lopez", question: "Was it you?", timeout: minutes(3) },
      { yes: nothing, no: nothing, silent: nothing },
    );
  });
  expect(section(text, "What happens, in order")[0]).toBe(
    'sure: the person concerned, "maria.lopez", is asked "Was it you?", and has 3 minutes; the answer is evidence only.',
  );
});
