// The simulated Jira site answers as Jira Cloud does, its complaints word for word, and keeps what it was told.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { create, document, email, fields, site } from "./support.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

test("an issue is created and read back with the fields asked for", async () => {
  const { ask } = site();
  expect(await ask("POST", "/issue", create)).toEqual({
    status: 201,
    body: { id: "10001", key: "SEC-1", self: "https://example-corp.atlassian.net/rest/api/3/issue/10001" },
  });
  const { body } = await ask("GET", "/issue/sec-1?fields=summary,labels,priority,status,created&properties=k");
  expect(body).toMatchObject({
    id: "10001",
    key: "SEC-1",
    properties: { k: { a: 1 } },
    fields: {
      summary: "A case",
      labels: ["riposte-1"],
      priority: { name: "Medium" },
      status: { name: "To Do", statusCategory: { key: "new" } },
      created: "2026-11-22T10:00:00.000+0000",
    },
  });
  expect(Object.keys(body.fields)).toHaveLength(5);
  expect((await ask("GET", "/issue/10001")).body.fields.description).toEqual(document());
});

const long = "x".repeat(32_800);
const complaints: [given: object, errors: object][] = [
  [
    { fields: {} },
    {
      project: "Specify a valid project ID or key",
      issuetype: "Specify an issue type",
      summary: "You must specify a summary of the issue.",
    },
  ],
  [{ fields: fields({ project: { key: "NOPE" } }) }, { project: "Specify a valid project ID or key" }],
  [{ fields: fields({ issuetype: { name: "Wish" } }) }, { issuetype: "Specify a valid issue type" }],
  [{ fields: fields({ summary: "" }) }, { summary: "You must specify a summary of the issue." }],
  [
    { fields: fields({ summary: "a\nb" }) },
    { summary: "The summary is invalid because it contains newline characters." },
  ],
  [{ fields: fields({ summary: "x".repeat(256) }) }, { summary: "Summary can't exceed 255 characters." }],
  [
    { fields: fields({ description: "text" }) },
    { description: "Operation value must be an Atlassian Document (see the Atlassian Document Format)" },
  ],
  [{ fields: fields({ description: document("") }) }, { description: "INVALID_INPUT" }],
  [{ fields: fields({ description: document(long) }) }, { description: "CONTENT_LIMIT_EXCEEDED" }],
  [{ fields: fields({ labels: ["a b"] }) }, { labels: "The label 'a b' contains spaces which is invalid." }],
  [{ fields: fields({ priority: { name: "Urgent" } }) }, { priority: "Specify a valid 'id' or 'name' for Priority" }],
  [
    { fields: fields({ severity: 1 }) },
    { severity: "Field 'severity' cannot be set. It is not on the appropriate screen, or unknown." },
  ],
  [
    { fields: fields({ constructor: 1 }) },
    { constructor: "Field 'constructor' cannot be set. It is not on the appropriate screen, or unknown." },
  ],
];

test.each(complaints)("refuses an issue that is wrong: %#", async (given, errors) => {
  const { ask, jira } = site();
  expect(await ask("POST", "/issue", given)).toEqual({ status: 400, body: { errorMessages: [], errors } });
  expect(jira.issues()).toEqual([]);
});

test("refuses documents that are not the Atlassian Document Format", async () => {
  const { ask } = site();
  await ask("POST", "/issue", create);
  const cell = { type: "tableCell", attrs: {}, content: [{ type: "paragraph", content: [] }] };
  const bad = [
    { type: "paragraph", content: [{ type: "bogus" }] },
    { type: "text", text: "not a block" },
    { type: "heading", attrs: { level: 7 }, content: [] },
    { type: "bulletList", content: [] },
    { type: "bulletList", content: [{ type: "paragraph", content: [] }] },
    { type: "table", content: [cell] },
    { type: "table", attrs: { layout: "huge" }, content: [{ type: "tableRow", content: [cell] }] },
    { type: "table", content: [{ type: "tableRow", content: [{ ...cell, content: [] }] }] },
    { type: "paragraph", content: [{ type: "text", text: "x", marks: [{ type: "blink" }] }] },
    { type: "rule", content: [] },
    { type: "constructor" },
    null,
  ];
  for (const node of bad) {
    const answer = await ask("POST", "/issue/SEC-1/comment", { body: { type: "doc", version: 1, content: [node] } });
    expect(answer, JSON.stringify(node)).toEqual({
      status: 400,
      body: { errorMessages: [], errors: { comment: "Comment body is not valid!" } },
    });
  }
  const tooLong = await ask("POST", "/issue/SEC-1/comment", { body: document(long) });
  expect(tooLong.body.errors.comment).toBe(
    "The entered text is too long. It exceeds the allowed limit of 32,767 characters.",
  );
});

test("comments are listed in both orders, and with their properties only where Jira shows them", async () => {
  const { ask, clock } = site();
  await ask("POST", "/issue", create);
  for (const name of ["a", "b", "c"]) {
    clock.advance(1_000);
    await ask("POST", "/issue/SEC-1/comment", { body: document(name), properties: [{ key: "mark", value: name }] });
  }
  const newest = await ask("GET", "/issue/SEC-1/comment?orderBy=-created&maxResults=2");
  expect(newest.body).toMatchObject({
    total: 3,
    maxResults: 2,
    startAt: 0,
    comments: [{ id: "10003" }, { id: "10002" }],
  });
  expect(newest.body.comments[0].properties).toBeUndefined();
  const ids = { ids: [10_001, 10_003, 99] };
  const listed = await ask("POST", "/comment/list?expand=properties", ids);
  expect(listed.body.values.map(({ properties }: { properties: unknown }) => properties)).toEqual([
    [{ key: "mark", value: "a" }],
    [{ key: "mark", value: "c" }],
  ]);
  expect((await ask("POST", "/comment/list", ids)).body.values[0].properties).toBeUndefined();
  expect(await ask("GET", "/comment/10001/properties/mark")).toEqual({
    status: 200,
    body: { key: "mark", value: "a" },
  });
  expect((await ask("GET", "/comment/10001/properties/other")).status).toBe(404);
  expect((await ask("POST", "/comment/list", { ids: ["x"] })).status).toBe(400);
});

test("an issue is edited, moved, and given properties", async () => {
  const { ask } = site();
  await ask("POST", "/issue", create);
  expect((await ask("PUT", "/issue/SEC-1", { fields: { priority: { name: "Highest" } } })).status).toBe(204);
  expect((await ask("PUT", "/issue/SEC-1", { fields: { priority: { name: "x" } } })).status).toBe(400);
  const { body } = await ask("GET", "/issue/SEC-1/transitions");
  const done = body.transitions.find(
    ({ to }: { to: { statusCategory: { key: string } } }) => to.statusCategory.key === "done",
  );
  expect((await ask("POST", "/issue/SEC-1/transitions", { transition: { id: done.id } })).status).toBe(204);
  expect((await ask("POST", "/issue/SEC-1/transitions", { transition: { id: "99" } })).body.errorMessages).toEqual([
    "Transition id '99' is not valid for this issue.",
  ]);
  expect((await ask("PUT", "/issue/SEC-1/properties/p", { a: 1 })).status).toBe(201);
  expect((await ask("PUT", "/issue/SEC-1/properties/p", { a: 2 })).status).toBe(200);
  expect((await ask("GET", "/issue/SEC-1/properties/p")).body).toEqual({ key: "p", value: { a: 2 } });
  const after = await ask("GET", "/issue/SEC-1?fields=priority,status");
  expect(after.body.fields).toMatchObject({ priority: { name: "Highest" }, status: { name: "Done" } });
});

test("refuses what Jira refuses before looking at it", async () => {
  const { ask } = site();
  expect(await ask("GET", "/myself", undefined, {})).toEqual({
    status: 401,
    body: "Client must be authenticated to access this resource.",
  });
  const wrong = { authorization: `Basic ${Buffer.from(`${email}:wrong`).toString("base64")}` };
  expect((await ask("GET", "/myself", undefined, wrong)).status).toBe(401);
  expect((await ask("POST", "/search", { jql: "project = SEC" })).status).toBe(410);
  expect((await ask("GET", "/search?jql=project%3DSEC")).body.errorMessages[0]).toContain(
    "The requested API has been removed",
  );
  expect((await ask("POST", "/issue", "{")).body.errorMessages).toEqual([
    "There was an error parsing JSON. Check that your request body is valid.",
  ]);
  const missing = { errorMessages: ["Issue does not exist or you do not have permission to see it."], errors: {} };
  for (const [method, path] of [
    ["GET", "/issue/SEC-9"],
    ["PUT", "/issue/SEC-9"],
    ["GET", "/issue/SEC-9/comment"],
    ["POST", "/issue/SEC-9/comment"],
    ["GET", "/issue/SEC-9/transitions"],
  ]) {
    expect(await ask(method ?? "", path ?? "", method === "GET" ? undefined : {})).toEqual({
      status: 404,
      body: missing,
    });
  }
  expect((await ask("DELETE", "/issue/SEC-1")).status).toBe(405);
  expect((await ask("GET", "/nothing")).status).toBe(404);
  expect((await ask("GET", "/issue/%E0%A4%A")).status).toBe(404);
  expect((await ask("GET", "/myself")).body.displayName).toBe("Riposte");
  expect((await ask("GET", "/priority")).body).toHaveLength(5);
});

test("what was written survives a restart", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "riposte-jira-"));
  cleanups.push(() => rmSync(dataDir, { recursive: true }));
  const before = site({ dataDir });
  await before.ask("POST", "/issue", create);
  await before.ask("POST", "/issue/SEC-1/comment", { body: document("kept"), properties: [{ key: "mark", value: 1 }] });
  const kept = before.jira.issues();
  before.jira.close();
  const after = site({ dataDir });
  cleanups.push(() => after.jira.close());
  expect(after.jira.issues()).toEqual(kept);
  expect((await after.ask("POST", "/issue", create)).body.key).toBe("SEC-2");
  expect((await after.ask("POST", "/issue/SEC-2/comment", { body: document("new") })).body.id).toBe("10002");
});

test("no body brings the site down", async () => {
  const { ask } = site();
  await ask("POST", "/issue", create);
  const paths = fc.constantFrom(
    "/issue",
    "/issue/SEC-1/comment",
    "/issue/SEC-1/transitions",
    "/comment/list",
    "/search/jql",
  );
  const mutated = fc.record({
    fields: fc.jsonValue(),
    body: fc.jsonValue(),
    properties: fc.jsonValue(),
    ids: fc.jsonValue(),
  });
  await fc.assert(
    fc.asyncProperty(paths, fc.oneof(fc.jsonValue(), mutated, fc.string()), async (path, body) => {
      expect((await ask("POST", path, body)).status).toBeLessThan(500);
    }),
    { numRuns: 500 },
  );
});
