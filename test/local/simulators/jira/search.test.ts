// The simulated site's search: as much of JQL as programs ask, and an index that may lag behind.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { create, fields, site } from "./support.ts";

test("a search finds by labels and project, page by page, and tells only the fields asked for", async () => {
  const { ask, clock } = site();
  for (const label of ["a", 'quote"d', "a"]) {
    clock.advance(1_000);
    await ask("POST", "/issue", { fields: fields({ labels: [label] }) });
  }
  const search = (jql: string, more: object = {}) => ask("POST", "/search/jql", { jql, fields: ["labels"], ...more });
  const keys = ({ body }: { body: { issues: { key: string }[] } }) => body.issues.map(({ key }) => key);
  expect(keys(await search('project = "SEC" AND labels = "a" ORDER BY created ASC'))).toEqual(["SEC-1", "SEC-3"]);
  expect(keys(await search("labels = a"))).toEqual(["SEC-3", "SEC-1"]);
  expect(keys(await search('labels = "quote\\"d"'))).toEqual(["SEC-2"]);
  expect(keys(await search("labels in (a, b) and statusCategory = Done"))).toEqual([]);
  expect(keys(await search("project = OTHER"))).toEqual([]);
  const first = await search("project = SEC ORDER BY created ASC", { maxResults: 2 });
  expect(first.body).toMatchObject({
    isLast: false,
    issues: [{ key: "SEC-1", fields: { labels: ["a"] } }, { key: "SEC-2" }],
  });
  const second = await search("project = SEC ORDER BY created ASC", {
    maxResults: 2,
    nextPageToken: first.body.nextPageToken,
  });
  expect(second.body.isLast).toBe(true);
  expect(keys(second)).toEqual(["SEC-3"]);
  expect((await ask("GET", "/search/jql?jql=project%3DSEC&fields=summary")).body.issues[0].fields).toEqual({
    summary: "A case",
  });
  expect((await ask("POST", "/search/jql", { jql: "project = SEC" })).body.issues[0].fields).toBeUndefined();
});

test.each([
  ["", "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."],
  ["ORDER BY created", "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."],
  ["nonsense = 1", "Field 'nonsense' does not exist or you do not have permission to view it."],
  ["labels ~~ x", "Error in the JQL Query: expecting a condition but got 'labels ~~ x'."],
  ["labels = a ORDER BY rank", "Not able to sort using field 'rank'."],
])("refuses the query %j", async (jql, message) => {
  const { ask } = site();
  expect(await ask("POST", "/search/jql", { jql })).toEqual({
    status: 400,
    body: { errorMessages: [message], errors: {} },
  });
});

test("a search does not know of an issue before its index does", async () => {
  const { ask, clock } = site({ searchLagMs: 10_000 });
  await ask("POST", "/issue", create);
  const found = async () => (await ask("POST", "/search/jql", { jql: "labels = riposte-1" })).body.issues.length;
  expect(await found()).toBe(0);
  expect((await ask("GET", "/issue/SEC-1")).status).toBe(200);
  clock.advance(10_000);
  expect(await found()).toBe(1);
});

test("no query brings the site down", async () => {
  const { ask } = site();
  await ask("POST", "/issue", create);
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom("labels", "=", "in", "(", ")", '"', "\\", " AND ", " ORDER BY ", "riposte-1"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 8 }), async (words) => {
      expect([200, 400]).toContain(
        (await ask("POST", "/search/jql", { jql: words.join(""), fields: ["*all"] })).status,
      );
    }),
    { numRuns: 300 },
  );
});
