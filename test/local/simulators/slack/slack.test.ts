// The simulated workspace answers as Slack does: its limits, its words of refusal, and it keeps what was posted.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { channel, metadata, section, token, workspace } from "./support.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

test("a message is posted, edited and read back with its metadata, as a form or as JSON", async () => {
  const { ask, slack } = workspace();
  const form = new URLSearchParams({
    channel,
    text: "hi",
    blocks: JSON.stringify([section("hello")]),
    metadata: JSON.stringify(metadata),
  }).toString();
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/x-www-form-urlencoded" };
  const posted = await ask("chat.postMessage", form, headers);
  expect(posted).toMatchObject({
    status: 200,
    ok: true,
    channel,
    ts: "1795341600.000000",
    message: { text: "hi", user: "U0RIPOSTE1" },
  });
  expect(await ask("chat.update", { channel, ts: posted.ts, text: "bye", blocks: [] })).toMatchObject({
    ok: true,
    text: "bye",
  });
  const history = { channel, include_all_metadata: true };
  expect((await ask("conversations.history", history)).messages).toMatchObject([
    { text: "bye", metadata, edited: {}, bot_id: "B0RIPOSTE1" },
  ]);
  expect((await ask("conversations.history", { channel })).messages[0].metadata).toBeUndefined();
  expect(slack.messages()).toMatchObject([{ text: "bye", blocks: [], metadata, edits: 1, thread: null }]);
});

test("replies stand in their thread, page by page, and not in the channel's history", async () => {
  const { ask, post, slack } = workspace();
  const { ts } = await post({});
  for (const text of ["a", "b", "c"]) await post({ text, thread_ts: ts });
  await post({ text: "another" });
  const first = await ask("conversations.replies", { channel, ts, limit: 2 });
  expect(first.messages.map(({ text }: { text: string }) => text)).toEqual(["hi", "a"]);
  const cursor = first.response_metadata.next_cursor;
  const second = await ask("conversations.replies", { channel, ts, limit: 2, cursor });
  expect(second).toMatchObject({
    has_more: false,
    messages: [{ text: "b", thread_ts: ts }, { text: "c" }],
    response_metadata: { next_cursor: "" },
  });
  expect((await ask("conversations.history", { channel })).messages.map(({ text }: { text: string }) => text)).toEqual([
    "another",
    "hi",
  ]);
  expect(await ask("conversations.replies", { channel, ts, cursor: "bad" })).toMatchObject({
    ok: false,
    error: "invalid_cursor",
  });
  expect(slack.thread(ts)).toHaveLength(4);
});

test("history keeps to the times asked for", async () => {
  const { ask, post, clock } = workspace();
  const stamps: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    stamps.push((await post({})).ts);
    clock.advance(10_000);
  }
  const [oldest, , latest] = stamps;
  expect((await ask("conversations.history", { channel, oldest, latest })).messages).toHaveLength(1);
  expect((await ask("conversations.history", { channel, oldest, latest, inclusive: "true" })).messages).toHaveLength(3);
});

test.each([
  ["chat.postMessage", { channel: "C0NOWHERE", text: "x" }, "channel_not_found"],
  ["chat.postMessage", { channel: "C0ARCHIVE1", text: "x" }, "is_archived"],
  ["chat.postMessage", { channel }, "no_text"],
  ["chat.postMessage", { channel, text: "x", thread_ts: "1.000000" }, "thread_not_found"],
  ["chat.postMessage", { channel, text: "x", blocks: "{" }, "invalid_blocks_format"],
  ["chat.postMessage", { channel, text: "x", metadata: { event_type: "" } }, "invalid_metadata_format"],
  [
    "chat.postMessage",
    { channel, text: "x", blocks: Array.from({ length: 5 }, () => section("x".repeat(2_900))) },
    "msg_blocks_too_long",
  ],
  ["chat.update", { channel, text: "x", ts: "1.000000" }, "message_not_found"],
  ["conversations.replies", { channel, ts: "1.000000" }, "thread_not_found"],
  ["chat.getPermalink", { channel, message_ts: "1.000000" }, "message_not_found"],
  ["users.info", { user: "U0NOBODY" }, "user_not_found"],
  ["views.open", { view: {} }, "invalid_trigger_id"],
  ["chat.delete", { channel }, "unknown_method"],
  ["constructor", {}, "unknown_method"],
])("refuses %s with %o", async (method, given, error) => {
  const { ask } = workspace();
  expect(await ask(method, given)).toMatchObject({ status: 200, ok: false, error });
});

test("refuses callers without the app's token, and bodies that are nothing", async () => {
  const { ask } = workspace();
  const type = { "content-type": "application/json" };
  expect(await ask("auth.test", {}, type)).toMatchObject({ ok: false, error: "not_authed" });
  expect(await ask("auth.test", {}, { ...type, authorization: "Bearer xoxb-other" })).toMatchObject({
    ok: false,
    error: "invalid_auth",
  });
  expect(await ask("auth.test", "{", { ...type, authorization: `Bearer ${token}` })).toMatchObject({
    ok: false,
    error: "invalid_form_data",
  });
  expect(await ask("auth.test", { token }, type)).toMatchObject({
    ok: true,
    user_id: "U0RIPOSTE1",
    team_id: "T0EXAMPLE1",
  });
});

test("posts that come too fast are put off", async () => {
  const { post, clock } = workspace({ postEveryMs: 1_000 });
  expect(await post({})).toMatchObject({ ok: true });
  expect(await post({})).toMatchObject({
    status: 429,
    ok: false,
    error: "ratelimited",
    headers: { "retry-after": "1" },
  });
  clock.advance(1_000);
  expect(await post({})).toMatchObject({ ok: true });
});

test("another app's message can be read but not edited", async () => {
  const { ask, slack } = workspace();
  const { ts } = await slack.postAs("U0OTHERAPP", { channel, text: "x", thread: null, metadata: null });
  expect(await ask("chat.update", { channel, ts, text: "y" })).toMatchObject({
    ok: false,
    error: "cant_update_message",
  });
});

test("people, links and modals", async () => {
  const { ask, post, slack } = workspace();
  expect((await ask("users.info", { user: "U0DANAKIM1" })).user).toMatchObject({
    name: "dana.kim",
    deleted: false,
    profile: { email: "dana.kim@example.com" },
  });
  const { ts } = await post({});
  expect((await ask("chat.getPermalink", { channel, message_ts: ts })).permalink).toBe(
    "https://example-corp.slack.com/archives/C0SECOPS1/p1795341600000000",
  );
  const view = { type: "modal", title: { type: "plain_text", text: "Decide" }, blocks: [section("x")] };
  expect(await ask("views.open", { trigger_id: "t1", view })).toMatchObject({
    ok: true,
    view: { id: "V000000001", type: "modal" },
  });
  expect(await ask("views.open", { trigger_id: "t1", view })).toMatchObject({
    ok: false,
    error: "exchanged_trigger_id",
  });
  const long = { ...view, title: { type: "plain_text", text: "x".repeat(25) } };
  expect(await ask("views.open", { trigger_id: "t2", view: long })).toMatchObject({
    ok: false,
    error: "invalid_arguments",
  });
  expect(slack.views().size).toBe(1);
});

test("what was posted survives a restart, and no ts is given twice", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "riposte-slack-"));
  cleanups.push(() => rmSync(dataDir, { recursive: true }));
  const before = workspace({ dataDir });
  await before.post({ metadata });
  const kept = before.slack.messages();
  before.slack.close();
  const after = workspace({ dataDir });
  cleanups.push(() => after.slack.close());
  expect(after.slack.messages()).toEqual(kept);
  expect((await after.post({})).ts).toBe("1795341600.000001");
});
