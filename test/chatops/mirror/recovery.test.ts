// Whatever dies, hangs or refuses: one thread, every entry once, and the case says what is wrong meanwhile.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WireHandler, WireResponse } from "../../../infra/local/wire.ts";
import { aView, decision, ending, evidence, finding, plan, revived, verdict } from "../../mirrors/support.ts";
import { channel, rig } from "./support.ts";

let it: Awaited<ReturnType<typeof rig>>;
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => it.close());

const entries = [finding(), evidence(), verdict(), plan(), decision(), ending()];

const isWhole = () => {
  expect(it.slack.messages().map(({ metadata }) => metadata?.event_payload.entry)).toEqual([
    "head",
    ...entries.slice(1).map(({ id }) => id),
  ]);
  expect(it.store.last()).toMatchObject({ key: it.slack.messages()[0]?.ts, failure: null, askedAt: null });
  expect(JSON.stringify(it.slack.messages())).not.toContain("riposte.approve");
};

test.each(Array.from({ length: 2 + entries.length }, (_, index) => index + 1))(
  "a function that dies before its save number %i doubles nothing",
  async (number) => {
    it = await rig(aView(entries));
    it.store.dieAtSave(number);
    await expect(it.sync()).rejects.toThrow("the function died");
    revived(it.store);
    await it.sync();
    isWhole();
  },
);

test("every request's answer may be lost, one after the other, and nothing is doubled", async () => {
  it = await rig(aView(entries));
  const broken: WireResponse = { status: 500, headers: {}, body: "gone" };
  let requests = 0;
  let lost = 1;
  it.put(async (request) => {
    requests += 1;
    const answer = await it.slack.handler(request);
    return requests === lost ? broken : answer;
  });
  for (; lost < 30; lost += 1) {
    requests = 0;
    const failure = await it.sync().then(
      () => null,
      (error: Error) => error.message,
    );
    if (failure === null) break;
    expect(failure).toBe("slack answered 500");
    expect(it.store.last().failure).toMatch(/ Unavailable: slack answered 500$/);
  }
  expect(lost).toBeGreaterThan(2);
  isWhole();
});

const said =
  (body: unknown, status = 200, headers = {}): WireHandler =>
  async () => ({
    status,
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const answers: Readonly<Record<string, [WireHandler, string]>> = {
  "500": [said("{}", 500), "Unavailable: slack answered 500"],
  "429 for a long time": [
    said({ ok: false, error: "ratelimited" }, 429, { "retry-after": "30" }),
    "RateLimited: slack asks to wait 30 s",
  ],
  "429 without a time": [said({ ok: false, error: "ratelimited" }, 429), "RateLimited: slack asks to wait 30 s"],
  "a refused token": [
    said({ ok: false, error: "invalid_auth" }),
    "Unauthorized: slack answered invalid_auth: check the app's token and its scopes",
  ],
  "a missing scope": [
    said({ ok: false, error: "missing_scope" }),
    "Unauthorized: slack answered missing_scope: check the app's token and its scopes",
  ],
  "an unknown channel": [
    said({ ok: false, error: "channel_not_found" }),
    "NotFound: slack answered channel_not_found: correct the channel in the configuration, or invite the app to a private one",
  ],
  "a channel without the app": [
    said({ ok: false, error: "not_in_channel" }),
    "Refused: slack answered not_in_channel: invite the app to the channel",
  ],
  "an inner error": [said({ ok: false, error: "internal_error" }), "Unavailable: slack answered internal_error"],
  "a page instead of JSON": [
    said("<html>sign in to the guest network</html>"),
    "Unavailable: slack answered with a body that is not its own",
  ],
  "JSON of another shape": [said({ hello: 1 }), "Unavailable: slack answered with a body that is not its own"],
  "ok without a message": [said({ ok: true }), "Unavailable: slack answered ok without what was asked for"],
};

test.each(Object.keys(answers))(
  "refuses %s as an answer, says so on the case, and goes on when Slack is back",
  async (kind) => {
    const [handler, words] = answers[kind] as [WireHandler, string];
    it = await rig(aView(entries));
    it.put(handler);
    await expect(it.sync()).rejects.toThrow();
    expect(it.store.last()).toMatchObject({ key: null, delivered: [], failure: `2026-11-22T10:00:00.000Z ${words}` });
    it.put(null);
    await it.sync();
    isWhole();
  },
);

test("posts wait the moment that Slack asks for", async () => {
  it = await rig(aView(entries), { postEveryMs: 1_000 });
  await it.sync();
  isWhole();
  expect(it.slept).toEqual(entries.slice(1).map(() => 1_000));
});

test("a message that Slack will not take is replaced by a sentence, and the rest goes on", async () => {
  it = await rig(aView(entries));
  let refused = 0;
  it.put(async (request) => {
    const isReply =
      request.path === "/api/chat.postMessage" && new URLSearchParams(request.body.toString()).has("thread_ts");
    if (!isReply || refused > 0) return it.slack.handler(request);
    refused += 1;
    const body = {
      ok: false,
      error: "invalid_blocks",
      response_metadata: { messages: ["[ERROR] must be more than 0 characters"] },
    };
    return said(body)(request);
  });
  await it.sync();
  expect(JSON.stringify(it.slack.messages()[1]?.blocks)).toContain(
    "Entry evidence-1: slack refused the message: invalid_blocks ([ERROR] must be more than 0 characters). It is whole on the Riposte case.",
  );
  isWhole();
});

test("another app's message with the same mark is not taken for ours", async () => {
  it = await rig(aView([finding()]));
  await it.sync();
  const thread = it.slack.messages()[0]?.ts ?? "";
  const metadata = { event_type: "riposte", event_payload: { case: "C-20261122-7f3a", entry: "evidence-1" } };
  await it.slack.postAs("U0INTRUDER", { channel, thread, text: "nothing to see", metadata });
  it.store.becomes(aView([finding(), evidence()]));
  await it.sync();
  expect(it.slack.messages().map(({ user }) => user)).toEqual(["U0RIPOSTE1", "U0INTRUDER", "U0RIPOSTE1"]);
});

test("a thread longer than one page of answers is looked through to its end", async () => {
  it = await rig(aView([finding()]));
  await it.sync();
  const thread = it.slack.messages()[0]?.ts ?? "";
  for (let count = 0; count < 250; count += 1) {
    await it.slack.postAs("U0DANAKIM1", { channel, thread, text: `chat ${count}`, metadata: null });
  }
  it.store.becomes(aView([finding(), evidence()]));
  it.store.dieAtSave(1);
  await expect(it.sync()).rejects.toThrow("the function died");
  revived(it.store);
  await it.sync();
  expect(it.slack.messages().filter(({ user }) => user === "U0RIPOSTE1")).toHaveLength(2);
});
