// The commands that show what is derived from the compiled graph, as people and machines call them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { projectCopy } from "../support/project-copy.ts";

const project = projectCopy();
const { riposte } = project;
afterEach(() => project.restore());
afterAll(() => project.remove());

const playbook = "playbooks/library/identity/impossible-travel.ts";
/** A clean verdict on silence. */
const breakRule = (): void => project.edit(playbook, "not(reported), not(incomplete)", "not(reported)");

const commands = ["check", "compile", "explain", "graph", "estimate", "diff", "review"];

test.each(commands)("%s --help says what it takes, with an example", async (command) => {
  const { exit, out } = await riposte(command, "--help");
  expect(exit).toBe(0);
  expect(out).toMatch(new RegExp(`\nExamples?:\n  riposte ${command}`));
  expect(out).toContain("--json");
});

test.each(["check", "compile", "explain", "graph", "estimate"])(
  "%s refuses a playbook that is not there, and lists those that are",
  async (command) => {
    const { exit, out, err } = await riposte(command, "no-such-playbook");
    expect([exit, out]).toEqual([2, ""]);
    expect(err).toMatch(/^riposte: there is no playbook "no-such-playbook"; there are .*impossible-travel/);
  },
);

test.each([
  "graph",
  "diff",
  "review",
  "graph impossible-travel --format png",
  "review HEAD --format html",
  "explain --no-such-option",
])("refuses %s with exit code 2", async (line) => {
  expect((await riposte(...line.split(" "))).exit).toBe(2);
});

test("check has nothing to say of a sound library", async () => {
  expect(await riposte("check")).toMatchObject({ exit: 0, err: "" });
  expect(JSON.parse((await riposte("check", "impossible-travel", "--json")).out)).toEqual({
    sound: ["impossible-travel"],
    refused: [],
  });
});

test("a violation is told with file and line, the code and what to write, and the exit code is 1", async () => {
  breakRule();
  const { exit, out } = await riposte("check");
  expect(exit).toBe(1);
  expect(out).toMatch(new RegExp(`^${playbook}:\\d+: R401: "mark-clean" says clean although .*not\\(….failed\\)`));
  const { refused } = JSON.parse((await riposte("check", "--json")).out);
  expect(refused[0].violations[0]).toMatchObject({ code: "R401", step: "mark-clean" });
  for (const command of ["compile", "explain", "estimate"]) expect((await riposte(command)).exit).toBe(1);
});

test("compile prints machines, or writes them where it is told", async () => {
  const { out } = await riposte("compile", "impossible-travel");
  expect(JSON.parse(out)).toMatchObject({ QueryLanguage: "JSONata", StartAt: "who" });
  const written = await riposte("compile", "--out", "made/machines");
  const path = join("made/machines", "impossible-travel.asl.json");
  expect(written.out).toContain(path);
  expect(readFileSync(join(project.folder, path), "utf8")).toBe(out);
  expect(existsSync(join(project.folder, "made/machines"))).toBe(true);
  const { "impossible-travel": made } = JSON.parse((await riposte("compile", "--json")).out);
  expect(made.version).toMatch(/^[0-9a-f]{16}$/);
});

test("explain is for people, and for machines with IAM's own words", async () => {
  expect((await riposte("explain")).out).toContain("What it may contain\n  Nothing without a person.");
  const [document] = JSON.parse((await riposte("explain", "--json")).out);
  expect(document.policies.machine.Statement[0].Resource).toContain(
    "arn:aws:lambda:${region}:${account}:function:riposte-iam-disable-access-key",
  );
  expect(Object.keys(document.policies.actions)).toContain("siem.logins-of");
});

test("graph draws in both formats", async () => {
  expect((await riposte("graph", "impossible-travel")).out).toMatch(/^flowchart TD\n/);
  expect((await riposte("graph", "impossible-travel", "--format", "svg")).out).toMatch(/^<svg /);
  expect(JSON.parse((await riposte("graph", "impossible-travel", "--json")).out)).toMatchObject({ format: "mermaid" });
});

test("estimate has three cases of each figure", async () => {
  const [{ estimate }] = JSON.parse((await riposte("estimate", "--json")).out);
  for (const range of [estimate.seconds.all, estimate.transitions, estimate.dollarsPerThousand]) {
    expect(range.best).toBeLessThanOrEqual(range.typical);
    expect(range.typical).toBeLessThanOrEqual(range.worst);
  }
});

test("diff says what changed since a revision, approvers before steps, without running the old sources", async () => {
  expect((await riposte("diff", "HEAD")).out).toBe("nothing changed since HEAD\n");
  project.edit("riposte.config.ts", 'approvers: "identity-oncall" }', 'approvers: "interns" }');
  project.edit(playbook, "lookback: days(30)", "lookback: days(3)");
  const { exit, out } = await riposte("diff", "main");
  expect(exit).toBe(0);
  expect(out.trimEnd().split("\n")).toEqual([
    "impossible-travel: changed",
    "  approvers",
    "    ! approve-containment, approvers: identity-oncall → interns",
    "  settings",
    '    ! approvers: "identity-oncall" → "interns"',
    "  steps",
    "    ! past-events, lookback: 30 days → 3 days",
  ]);
  expect(JSON.parse((await riposte("diff", "main", "--json")).out)[0].topics[0].topic).toBe("approvers");
});

test.each(["no-such-revision", "--output=stolen", "HEAD:README.md"])(
  "diff refuses the revision %s",
  async (revision) => {
    const { exit, err } = await riposte("diff", "--", revision);
    expect(exit).toBe(2);
    expect(err).toContain(`git knows no revision "${revision}"`);
    expect(existsSync(join(project.folder, "stolen"))).toBe(false);
  },
);

test("diff says so when the golden file of a revision cannot be read", async () => {
  const { execFileSync } = await import("node:child_process");
  const git = (...words: readonly string[]) =>
    execFileSync(
      "git",
      ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", ...words],
      {
        cwd: project.folder,
        stdio: "pipe",
      },
    );
  project.edit("test/playbooks/golden/impossible-travel.review.json", '"format": 1', '"format": 99');
  git("commit", "--all", "--quiet", "--message", "another format");
  const { exit, err } = await riposte("diff", "HEAD");
  git("reset", "--quiet", "--hard", "HEAD~1");
  expect(exit).toBe(1);
  expect(err).toMatch(/impossible-travel\.review\.json at HEAD cannot be read: it was written by another version/);
});

test("review is one comment: nothing to say, or what changed and which golden files are old", async () => {
  expect((await riposte("review", "HEAD", "--format", "markdown")).out).toMatch(
    /\*\*0\*\* violations · \*\*0\*\* playbooks changed of \d+/,
  );
  project.edit("riposte.config.ts", 'approvers: "identity-oncall" }', 'approvers: "interns" }');
  const { exit, out } = await riposte("review", "HEAD", "--format", "markdown");
  expect(exit).toBe(0);
  expect(out).toContain("! approve-containment, approvers: identity-oncall → interns");
  expect(out).toContain("Run `npm run golden`");
  expect(out).toContain("```mermaid");
});

test("review tells a violation first, and does not call the refused playbook removed", async () => {
  breakRule();
  const { exit, out } = await riposte("review", "HEAD", "--format", "markdown");
  expect(exit).toBe(1);
  expect(out).toMatch(new RegExp(`### Violations\n\n- \`${playbook}:\\d+: R401: `));
  expect(out).not.toContain("removed");
});
