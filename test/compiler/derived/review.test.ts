// The comment for a pull request: complete, inert, and never longer than the place it goes to.
import { expect, test } from "vitest";
import { diff } from "../../../playbooks/compiler/diff/diff.ts";
import { block, code, type Review, reviewMarkdown } from "../../../playbooks/compiler/diff/review.ts";
import { summaryOf } from "../../../playbooks/compiler/explain/summarise.ts";
import { mermaid } from "../../../playbooks/compiler/graph/mermaid.ts";
import { compiled } from "../../support/a-playbook.ts";
import { everyWord } from "../../support/every-word.ts";
import { hostileTexts } from "../../support/hostile.ts";

const { recording, machine } = compiled(everyWord);
const after = summaryOf(recording, machine, () => null);

const review = (parts: Partial<Review> = {}): Review => ({
  base: "main",
  violations: [],
  stale: [],
  differences: [diff(null, after)],
  estimates: [after],
  diagrams: { test: mermaid(recording) },
  ...parts,
});

test("violations come before everything, then the playbooks, then the cost", () => {
  const text = reviewMarkdown(
    review({ violations: [{ place: "playbooks/library/x.ts:12", code: "R401", message: "says clean" }] }),
  );
  const titles = text.split("\n").filter((line) => line.startsWith("#"));
  expect(titles).toEqual([
    "## Riposte review against `main`",
    "### Violations",
    "### `test`: a new playbook",
    "### Cost of every playbook, typically",
  ]);
  expect(text).toContain("- `playbooks/library/x.ts:12: R401: says clean`");
  expect(text).toContain("**1** violation · **1** playbook changed of 1");
});

test("containment stands before all other changes of a playbook", () => {
  const topics = reviewMarkdown(review())
    .split("\n")
    .filter((line) => /^\*\*[A-Z][a-z]+\*\*$/.test(line));
  expect(topics.slice(0, 2)).toEqual(["**Containment**", "**Approvers**"]);
});

test("when nothing changed there is the cost alone", () => {
  const text = reviewMarkdown(review({ differences: [diff(after, after)] }));
  expect(text.split("\n").filter((line) => line.startsWith("###"))).toEqual(["### Cost of every playbook, typically"]);
  expect(text).not.toContain("mermaid");
});

test("golden files that are not current are named with what writes them", () => {
  expect(reviewMarkdown(review({ stale: ["test.txt"] }))).toContain("`test.txt`. Run `npm run golden`");
});

test("a comment never grows beyond what a comment may hold, and says when it was cut", () => {
  const topics = [
    {
      topic: "steps",
      changes: Array.from({ length: 900 }, (_, at) => ({
        kind: "added",
        subject: `s${at}`,
        field: null,
        before: null,
        after: "x".repeat(60),
      })),
    },
  ];
  const many = Array.from({ length: 3 }, (_, at) => ({ playbook: `p${at}`, kind: "changed", topics }));
  const text = reviewMarkdown(review({ differences: many as never }));
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain("The rest is left out");
});

test.each(hostileTexts)("what a playbook says cannot leave its code: %j", (hostile) => {
  const fence = /^(`+)/.exec(code(hostile))?.[1] ?? "";
  const inside = code(hostile).slice(fence.length, -fence.length);
  expect(inside).not.toMatch(new RegExp(`(?<!\`)${fence}(?!\`)`));
  expect(code(hostile)).not.toMatch(/[\n\r]/);
  const lines = block("diff", hostile).split("\n");
  const mark = /^`+/.exec(lines[0] as string)?.[0] as string;
  expect(lines.slice(1, -1).some((line) => line.startsWith(mark))).toBe(false);
});
