// The door: what Slack has not signed just now, once, for our workspace, is refused before anything in it is looked at.
import { App } from "@slack/bolt";
import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { FunctionUrlReceiver } from "../../../chatops/receiver/receiver.ts";
import { click, command, interaction, now, type Sending, secret, sent, submission, team } from "./signing.ts";

let heard: string[];
let seen: Set<string>;
let receiver: FunctionUrlReceiver;
let current: { secret: string; team: string | null; now: number };

beforeEach(() => {
  heard = [];
  seen = new Set();
  current = { secret, team, now };
  receiver = new FunctionUrlReceiver({
    signingSecret: async () => current.secret,
    team: () => current.team,
    firstSeen: async (signature) => !seen.has(signature) && seen.add(signature).size > 0,
    now: () => current.now * 1_000,
  });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: "", botId: "b", botUserId: "u" }),
    convoStore: false,
  });
  app.command("/riposte", async ({ ack, command: { text } }) => {
    heard.push(text);
    await ack({ text: `heard ${text}` });
  });
  app.action("riposte.approve", async ({ ack }) => {
    heard.push("click");
    await ack();
  });
  app.view("riposte.decide", async ({ ack }) => {
    heard.push("submission");
    await ack();
  });
});

const status = async (event: unknown): Promise<number> => (await receiver.handle(event)).statusCode;

test("takes Slack's own published example, by its signature and not by another", async () => {
  const body =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
  const at = 1_531_420_618;
  const published = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
  current = { ...current, now: at };
  // Signed and of our workspace; it is only no command of ours.
  expect(await status(sent(body, { at, headers: { "x-slack-signature": published } }))).toBe(404);
  const other = published.replace(/.$/, "4");
  expect(await status(sent(body, { at, headers: { "x-slack-signature": other } }))).toBe(401);
});

test("hands a command, a click and a submission to their listeners and answers what they say", async () => {
  const answer = await receiver.handle(sent(command()));
  expect(answer).toMatchObject({ statusCode: 200, body: '{"text":"heard help"}' });
  expect(await receiver.handle(sent(click()))).toEqual({ statusCode: 200, body: "" });
  expect(await receiver.handle(sent(submission()))).toEqual({ statusCode: 200, body: "" });
  expect(heard).toEqual(["help", "click", "submission"]);
});

test("takes header names in any case, a charset, and a body that is not encoded", async () => {
  const event = sent(command(), { type: "application/x-www-form-urlencoded; charset=utf-8" });
  const headers = Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [name.toUpperCase(), value]));
  expect(await status({ ...event, headers, body: command(), isBase64Encoded: false })).toBe(200);
});

test("text of any language keeps its signature", async () => {
  expect(await status(sent(command({ text: "lookup María 日本語 🦊" })))).toBe(200);
  expect(heard).toEqual(["lookup María 日本語 🦊"]);
});

const forged: [what: string, sending: Sending][] = [
  ["a signature by another secret", { secret: "another" }],
  ["no signature", { headers: { "x-slack-signature": undefined } }],
  ["an empty signature", { headers: { "x-slack-signature": "v0=" } }],
  ["a signature of another version", { headers: { "x-slack-signature": `v1=${"0".repeat(64)}` } }],
  ["a signature of another length", { headers: { "x-slack-signature": `v0=${"0".repeat(63)}` } }],
  ["no time", { headers: { "x-slack-request-timestamp": undefined } }],
  ["a time that is not the signed one", { headers: { "x-slack-request-timestamp": String(now + 1) } }],
  ["a time that is no number", { headers: { "x-slack-request-timestamp": "NaN" } }],
  ["a time of more than five minutes ago", { at: now - 301 }],
  ["a time more than five minutes ahead", { at: now + 301 }],
];

test.each(forged)("refuses %s, and no listener hears of it", async (_, sending) => {
  for (const form of [command(), click(), submission()]) expect(await status(sent(form, sending))).toBe(401);
  expect(heard).toEqual([]);
});

test("takes a time of five minutes either way", async () => {
  expect(await status(sent(command(), { at: now - 300 }))).toBe(200);
  expect(await status(sent(command(), { at: now + 300 }))).toBe(200);
});

test("refuses everything while there is no signing secret", async () => {
  current = { ...current, secret: "" };
  expect(await status(sent(command(), { secret: "" }))).toBe(401);
});

test("refuses a request that was made before, and what is forged is not remembered", async () => {
  await receiver.handle(sent(command(), { secret: "another" }));
  expect(seen.size).toBe(0);
  expect(await status(sent(command()))).toBe(200);
  expect(await status(sent(command()))).toBe(401);
  expect(heard).toEqual(["help"]);
});

describe("another workspace", () => {
  test.each([
    ["a command", () => command({ team_id: "T0OTHER111" })],
    ["a click", () => click({ team: { id: "T0OTHER111" } })],
    ["a submission", () => submission({ team: { id: "T0OTHER111" } })],
    ["a click without a team", () => click({ team: null, user: { id: "U1" } })],
  ])("refuses %s, although it is signed", async (_, form) => {
    expect(await status(sent(form()))).toBe(403);
    expect(heard).toEqual([]);
  });

  test("refuses ours too while the settings name none", async () => {
    current = { ...current, team: null };
    expect(await status(sent(command()))).toBe(403);
  });
});

describe("what is no request of Slack's", () => {
  test.each<[what: string, event: () => unknown, status: number]>([
    ["an event of something else", () => ({ kind: "stop" }), 400],
    ["nothing", () => null, 400],
    ["a GET", () => ({ ...sent(command()), requestContext: { http: { method: "GET" } } }), 405],
    ["a body of more than half a mebibyte", () => sent(`text=${"x".repeat(524_288)}`), 413],
    ["JSON", () => sent('{"type":"event_callback"}', { type: "application/json" }), 415],
    ["no content type", () => sent(command(), { headers: { "content-type": undefined } }), 415],
    ["an empty body", () => sent(""), 400],
    ["a command without a user", () => sent(command({ user_id: "" })), 400],
    ["a payload that is no JSON", () => sent("payload=%7Bbroken"), 400],
    ["a payload that is a list", () => sent(interaction([])), 400],
    ["a payload of a kind that nobody asked for", () => sent(interaction({ type: "block_suggestion" })), 400],
    ["a click on nothing", () => sent(click({ actions: [] })), 400],
    ["a payload a hundred thousand levels deep", () => sent(`payload=${"[".repeat(100_000)}`), 400],
    ["bytes that are no text", () => sent(Buffer.from([0xff, 0xfe, 0x00, 0x80])), 400],
  ])("refuses %s", async (_, event, expected) => {
    expect(await status(event())).toBe(expected);
    expect(heard).toEqual([]);
  });

  test("answers Slack's check of a new URL, and does nothing", async () => {
    const event = sent("ssl_check=1&token=x", { headers: { "x-slack-signature": undefined } });
    expect(await receiver.handle(event)).toMatchObject({ statusCode: 200, body: "" });
  });

  test("answers 404 to what no listener takes", async () => {
    expect(await status(sent(command({ command: "/other" })))).toBe(404);
    expect(await status(sent(click({ actions: [{ type: "button", action_id: "x", block_id: "y" }] })))).toBe(404);
  });
});

describe("thousands of mutations", () => {
  const forms = [command(), click(), submission()];
  const json = (form: string): object => JSON.parse(new URLSearchParams(form).get("payload") ?? "null");

  test("of signed payloads are all answered", async () => {
    const payload = fc.constantFrom(...forms.slice(1).map(json));
    const mutation = fc.tuple(payload, fc.nat(200), fc.oneof(fc.jsonValue(), fc.constant(undefined)));
    await fc.assert(
      fc.asyncProperty(mutation, async ([given, place, value]) => {
        const form = interaction(mutated(given, place, value));
        expect([200, 400, 401, 403, 404]).toContain(await status(sent(form)));
      }),
      { numRuns: 3_000 },
    );
  });

  test("of bytes and headers are all answered, and none that is not signed is heard", async () => {
    const bytes = fc.record({ form: fc.constantFrom(...forms), at: fc.nat(2_000), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async ({ form, at, byte }, resign) => {
        const body = Buffer.from(form);
        body[at % body.length] = byte;
        const headers = resign ? {} : { "x-slack-signature": sent(`${form} `).headers["x-slack-signature"] };
        const answer = await status(sent(body, { headers }));
        expect(resign ? [200, 400, 401, 403, 404] : [401]).toContain(answer);
      }),
      { numRuns: 3_000 },
    );
  });

  test("of the event itself are all answered", async () => {
    const headers = fc.dictionary(fc.string(), fc.string());
    const event = fc.record(
      {
        version: fc.constant("2.0"),
        headers,
        body: fc.string(),
        isBase64Encoded: fc.boolean(),
        requestContext: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(event, fc.jsonValue()), async (given) => {
        expect([400, 401, 405]).toContain(await status(given));
      }),
      { numRuns: 1_000 },
    );
  });
});

/** The payload with one value at some place replaced, or taken away. */
function mutated(given: object, place: number, value: unknown): unknown {
  const copy = structuredClone(given) as Record<string, unknown>;
  const places: [Record<string, unknown>, string][] = [];
  const walk = (at: Record<string, unknown>): void => {
    for (const [key, child] of Object.entries(at)) {
      places.push([at, key]);
      if (typeof child === "object" && child !== null) walk(child as Record<string, unknown>);
    }
  };
  walk(copy);
  const [owner, key] = places[place % places.length] ?? [copy, "type"];
  owner[key] = value;
  return copy;
}
