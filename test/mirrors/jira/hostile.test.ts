// Whatever stands in a finding or an answer: Jira takes it, a person can read it, and it does nothing.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { doc, heading, paragraph, table, text } from "../../../actions/mirrors/jira/adf.ts";
import { fitted, longestDocument, packed } from "../../../actions/mirrors/jira/fit.ts";
import { aView, evidence, failedSection, finding, section } from "../support.ts";
import { read } from "./read.ts";
import { rig } from "./support.ts";

const markup = "{code}*bold* h1. !image.png! [~admin] [link|http://evil.example/] {color:red}x{color} <script>";

const hostile: Readonly<Record<string, [given: string, shown: string]>> = {
  "Jira markup": [markup, markup.replace("http://evil.example/", "hxxp://evil[.]example/")],
  "bidirectional text": ["user\u202Egnp.exe\u2066x\u2069", "usergnp.exex"],
  "control characters": ["a\u0000b\u0007c\u001b[31md", "abc[31md"],
  "line breaks": ["first\nsecond\r\n\tthird", "first second third"],
  "nothing visible": ["\u200B\u200B", "–"],
  "a lone surrogate": ["x\uD800y", "xy"],
  "a template": ["${env.SECRET} {{7*7}} $states.input", "${env.SECRET} {{7*7}} $states.input"],
};

test.each(Object.keys(hostile))("%s in an answer stands in the ticket as text", async (kind) => {
  const [given, shown] = hostile[kind] as [string, string];
  const it = rig(aView([finding(), evidence([section({ output: { comment: given } })])]));
  await it.sync();
  expect(read(it.jira.issues()[0]?.comments[0]?.body)).toBe(
    `## Evidence\n### AbuseIPDB (check IP)\n| What | Answer |\n| Comment | ${shown} |`,
  );
});

test.each(Object.keys(hostile))("%s in a title makes a summary of one line", async (kind) => {
  const [given] = hostile[kind] as [string, string];
  const it = rig(aView([finding({ title: given })], { title: given }));
  await it.sync();
  expect(it.jira.issues()).toHaveLength(1);
});

test("a title longer than Jira takes is cut with a notice", async () => {
  const it = rig(aView([finding()], { title: "x".repeat(300) }));
  await it.sync();
  const summary = it.jira.issues()[0]?.summary ?? "";
  expect(summary).toHaveLength(255);
  expect(summary).toMatch(/x … \(cut, 300 characters\)$/);
});

test("a field of 40,000 characters is cut with a notice", async () => {
  const it = rig(aView([finding(), evidence([section({ output: { comment: "🙂".repeat(20_000) } })])]));
  await it.sync();
  const page = read(it.jira.issues()[0]?.comments[0]?.body);
  expect(page).toMatch(/🙂 … \(cut, 40,000 characters\) \|$/);
  expect(page.length).toBeLessThan(1_200);
});

test("evidence that no comment holds goes into several, no section torn apart", async () => {
  const rows = Array.from({ length: 40 }, (_, index) => ({ at: index, ip: `192.0.2.${index}`, note: "n".repeat(200) }));
  const sections = Array.from({ length: 8 }, (_, index) => section({ step: `source-${index}`, output: { rows } }));
  const it = rig(aView([finding(), evidence(sections)]));
  await it.sync();
  const comments = it.jira.issues()[0]?.comments ?? [];
  const parts = comments.map(({ body }) => read(body));
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.map((part) => part.split("\n")[0])).toEqual(
    parts.map((_, index) => `## Evidence, part ${index + 1} of ${parts.length}`),
  );
  expect(parts.join("\n").match(/^### Source \d/gm)).toHaveLength(8);
  expect(parts.join("\n").match(/192\.0\.2\[\.\]39/g)).toHaveLength(8);
  for (const { body } of comments) expect(JSON.stringify(body).length).toBeLessThanOrEqual(longestDocument);
  expect(it.store.last().delivered.filter((id) => id.startsWith("evidence-1"))).toEqual([
    ...parts.slice(1).map((_, index) => `evidence-1#${index + 1}`),
    "evidence-1",
  ]);
});

test("a table that no comment holds goes on in the next one under the same head", async () => {
  const rows = Array.from({ length: 50 }, (_, index) => ({ index, note: "n".repeat(900) }));
  const it = rig(aView([finding(), evidence([section({ output: { rows } }), failedSection()])]));
  await it.sync();
  const pages = (it.jira.issues()[0]?.comments ?? []).map(({ body }) => read(body));
  expect(pages).toHaveLength(3);
  expect(pages[1]?.split("\n")[1]).toBe("| Index | Note |");
  expect(pages.join("\n").match(/^\| \d+ \| n{900} \|$/gm)).toHaveLength(50);
  expect(pages[2]).toContain("### VirusTotal (check IP)\nNo answer: RateLimited");
});

test("a single row longer than a comment is cut with a notice", async () => {
  const row = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`field${index}`, '\\"'.repeat(2_000)]));
  const it = rig(aView([finding(), evidence([section({ output: { rows: [row, row] } })])]));
  await it.sync();
  expect(it.jira.issues()[0]?.comments.length).toBe(2);
  const longest = fitted([table(["a"], [["x".repeat(40_000)]])]);
  expect(read(longest)).toBe(
    "Cut here: Jira takes no more than 32,767 characters at once. The whole of it is on the Riposte case.",
  );
});

test("more rows and columns than a person reads are counted, not shown", async () => {
  const record = Object.fromEntries(Array.from({ length: 18 }, (_, index) => [`field${index}`, index]));
  const it = rig(
    aView([finding(), evidence([section({ output: { rows: Array.from({ length: 60 }, () => record) } })])]),
  );
  await it.sync();
  const page = read(it.jira.issues()[0]?.comments[0]?.body);
  expect(page).toContain(
    "Not shown for width: Field16, Field17.\nThe first 50 of 60; all of them are on the case.\n| Field0 ",
  );
});

test("a cause cut in the middle of its JSON still says what happened", async () => {
  const causes = [
    '{"errorType":"TimedOut","errorMessage":"abuseipdb did not answer within the step\'s ti',
    '{"errorType":"Bug","errorMessage":"line\\nbreak \\u00e9","trace":[]}',
    '{"errorType":"Bug","errorMessage":"cut in an escape \\u00',
    '{"errorType":"Bug"}',
    "States.Timeout",
    "",
  ];
  const sections = causes.map((cause) => failedSection({ error: { name: "Failed", cause } }));
  const it = rig(aView([finding(), evidence(sections)]));
  await it.sync();
  const lines = read(it.jira.issues()[0]?.comments[0]?.body).split("\n");
  expect(lines.filter((line) => line.startsWith("No answer"))).toEqual([
    "No answer: Failed: abuseipdb did not answer within the step's ti",
    "No answer: Failed: line break é",
    "No answer: Failed: cut in an escape",
    "No answer: Failed",
    "No answer: Failed: States.Timeout",
    "No answer: Failed",
  ]);
});

test("no text node is ever empty", () => {
  expect(text("")).toEqual([]);
  expect(text("a\n\nb")).toEqual([
    { type: "text", text: "a" },
    { type: "hardBreak" },
    { type: "hardBreak" },
    { type: "text", text: "b" },
  ]);
  expect(heading(1, "\u200B").content).toEqual([]);
});

test("a document that fits is left as it is, and one that cannot fit keeps its notice", () => {
  const short = [paragraph(...text("short"))];
  expect(fitted(short)).toEqual(doc(short));
  const long = fitted([paragraph(...text("x".repeat(40_000)))]);
  expect(read(long)).toMatch(/^Cut here/);
  expect(packed([], () => [heading(2, "Evidence")])).toEqual([doc([heading(2, "Evidence")])]);
});

test("whatever an answer is made of, Jira takes what is written of it", async () => {
  const value = fc.oneof(fc.jsonValue(), fc.string({ unit: "binary", maxLength: 50 }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(value, { maxLength: 5 }),
      fc.string({ unit: "binary", maxLength: 300 }),
      async (outputs, title) => {
        const sections = outputs.map((output) => section({ output: output as ReturnType<typeof section>["output"] }));
        const it = rig(aView([finding({ title }), evidence(sections)], { title }));
        await it.sync();
        expect(JSON.stringify(it.jira.issues())).not.toContain("could not be shown here");
        it.jira.close();
      },
    ),
    { numRuns: 200 },
  );
});
