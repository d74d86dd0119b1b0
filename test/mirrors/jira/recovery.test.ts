// Whatever dies, hangs or lies: one ticket, every entry once, and the case says what is wrong meanwhile.
import { beforeEach, expect, test, vi } from "vitest";
import { RetryableFailure } from "../../../actions/kit/contract/failure.ts";
import type { Exchange, Send } from "../../../actions/mirrors/jira/exchange.ts";
import { aView, decision, ending, evidence, finding, plan, revived, verdict } from "../support.ts";
import { type Rig, rig } from "./support.ts";

const entries = [finding(), evidence(), verdict(), plan(), decision(), ending()];
const delivered = ["=priority:High", ...entries.map(({ id }) => id)];

const isWhole = (it: Rig) => {
  const [ticket, ...others] = it.jira.issues();
  expect(others).toEqual([]);
  const marks = ticket?.comments.map(({ properties }) => properties[0]?.value);
  expect(marks).toEqual(entries.slice(1).map(({ id }) => ({ case: "C-20261122-7f3a", entry: id })));
  expect(new Set(it.store.last().delivered)).toEqual(new Set(delivered));
  expect(it.store.last()).toMatchObject({ key: "SEC-1", failure: null, askedAt: null });
};

const saves = 2 + entries.length;

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});

test.each(Array.from({ length: saves }, (_, index) => index + 1))(
  "a function that dies before its save number %i doubles nothing",
  async (number) => {
    const it = rig(aView(entries));
    it.store.dieAtSave(number);
    await expect(it.sync()).rejects.toThrow("the function died");
    revived(it.store);
    await it.sync();
    isWhole(it);
  },
);

test("every request's answer may be lost, one after the other, and nothing is doubled", async () => {
  const it = rig(aView(entries));
  let requests = 0;
  let lost = 1;
  it.between = (pass) => async (request) => {
    requests += 1;
    const answer = await pass(request);
    if (requests === lost) throw new RetryableFailure("TimedOut", "jira did not answer within the step's time");
    return answer;
  };
  for (; lost < 20; lost += 1) {
    requests = 0;
    const failed = await it.sync().then(
      () => null,
      (error: Error) => error.name,
    );
    if (failed === null) break;
    expect(it.store.last().failure).toMatch(/ TimedOut: jira did not answer/);
    it.clock.advance(60_000);
  }
  expect(lost).toBeLessThan(20);
  isWhole(it);
});

test("a search that lags behind delays a ticket whose creation is in doubt, and never doubles it", async () => {
  const it = rig(aView(entries), { searchLagMs: 30_000 });
  it.store.dieAtSave(2);
  await expect(it.sync()).rejects.toThrow("the function died");
  revived(it.store);
  await expect(it.sync()).rejects.toThrow("a ticket was asked for at 2026-11-22T10:00:00.000Z");
  expect(it.store.last().failure).toContain("Conflict: a ticket was asked for at");
  it.clock.advance(31_000);
  await it.sync();
  isWhole(it);
});

test("a ticket is opened at once when Jira answers again, if none was asked for meanwhile", async () => {
  const it = rig(aView(entries));
  it.between = () => async () => {
    throw new RetryableFailure("Unavailable", "jira could not be reached (ECONNREFUSED)");
  };
  await expect(it.sync()).rejects.toThrow("could not be reached");
  it.between = null;
  await it.sync();
  isWhole(it);
});

test("a creation that Jira refused is no reason to wait", async () => {
  const it = rig(aView(entries));
  const refusal: Exchange = { status: 429, headers: { "retry-after": "1" }, body: {} };
  it.between = (pass) => async (request) => (request.path.endsWith("/issue") ? refusal : pass(request));
  await expect(it.sync()).rejects.toThrow("jira asks to wait 1 s");
  it.between = null;
  await it.sync();
  isWhole(it);
});

test("a creation that never reached Jira is made up for once the search has caught up", async () => {
  const it = rig(aView(entries));
  it.between = (pass) => async (request) => {
    if (!request.path.endsWith("/issue")) return pass(request);
    throw new RetryableFailure("Unavailable", "jira could not be reached (ECONNRESET)");
  };
  await expect(it.sync()).rejects.toThrow("could not be reached");
  it.between = null;
  await expect(it.sync()).rejects.toThrow("may not show it yet");
  it.clock.advance(60_000);
  await it.sync();
  isWhole(it);
});

const answers: Readonly<Record<string, [Exchange, string]>> = {
  "500": [
    { status: 500, headers: {}, body: { errorMessages: ["Internal server error"], errors: {} } },
    "Unavailable: jira answered 500: Internal server error",
  ],
  "503 as a page": [{ status: 503, headers: {}, body: "<html>" }, "Unavailable: jira answered 503"],
  "429": [{ status: 429, headers: { "retry-after": "7" }, body: {} }, "RateLimited: jira asks to wait 7 s"],
  "401": [
    { status: 401, headers: {}, body: "Client must be authenticated" },
    "Unauthorized: jira refused the credentials",
  ],
  "403": [
    { status: 403, headers: {}, body: { errorMessages: ["No permission"] } },
    "Unauthorized: jira denied the permission: No permission",
  ],
  "404": [
    { status: 404, headers: {}, body: { errorMessages: ["Issue does not exist"] } },
    "NotFound: jira knows no such thing, or does not show it: Issue does not exist",
  ],
  "410": [{ status: 410, headers: {}, body: { errorMessages: ["Gone"] } }, "Refused: jira refused it with 410: Gone"],
  "a page instead of JSON": [
    { status: 200, headers: {}, body: "<html>sign in</html>" },
    "Unavailable: jira answered 200 with a body that is not its own",
  ],
  "400 from in front of Jira": [
    { status: 400, headers: {}, body: "<html>" },
    "Unavailable: jira answered 400 without JSON",
  ],
  "JSON of another shape": [
    { status: 200, headers: {}, body: { hello: 1 } },
    "Unavailable: jira answered 200 with a body that is not its own (issues: ",
  ],
};

test.each(Object.keys(answers))(
  "refuses %s as an answer, says so on the case, and goes on when Jira is back",
  async (kind) => {
    const [answer, words] = answers[kind] as [Exchange, string];
    const it = rig(aView(entries));
    it.between = () => async () => answer;
    await expect(it.sync()).rejects.toThrow();
    expect(it.store.last()).toMatchObject({ key: null, delivered: [] });
    expect(it.store.last().failure).toContain(`2026-11-22T10:00:00.000Z ${words}`);
    it.between = null;
    it.clock.advance(60_000);
    await it.sync();
    isWhole(it);
  },
);

test("a comment that Jira will not take is replaced by a sentence, and the rest goes on", async () => {
  const it = rig(aView(entries));
  let refused = 0;
  it.between = (pass: Send) => async (request) => {
    const isComment = request.path.endsWith("/comment") && request.method === "POST";
    if (!isComment || refused > 0) return pass(request);
    refused += 1;
    return { status: 400, headers: {}, body: { errorMessages: [], errors: { comment: "CONTENT_LIMIT_EXCEEDED" } } };
  };
  await it.sync();
  expect(JSON.stringify(it.jira.issues()[0]?.comments[0]?.body)).toContain(
    "Entry evidence-1: jira refused it with 400: comment: CONTENT_LIMIT_EXCEEDED. It is whole on the Riposte case.",
  );
  isWhole(it);
});

test("what other programs and people write under the ticket is not taken for ours", async () => {
  const it = rig(aView([finding()]));
  await it.sync();
  const foreign = { key: "riposte.entry", value: { case: "C-other", entry: "evidence-1" } };
  const garbage = { key: "riposte.entry", value: "evidence-1" };
  for (const properties of [[foreign], [garbage], []]) {
    const body = { body: { type: "doc", version: 1, content: [] }, properties };
    await it.post("/rest/api/3/issue/SEC-1/comment", body);
  }
  it.store.becomes(aView([finding(), evidence()]));
  await it.sync();
  expect(it.jira.issues()[0]?.comments).toHaveLength(4);
});
