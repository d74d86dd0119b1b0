// Whatever stands in a finding or an answer: Slack takes it, a person can read it, and it does nothing.
import * as fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import type { CaseEntry } from "../../../actions/kit/contract/case.ts";
import {
  aView,
  containment,
  decision,
  ending,
  evidence,
  failedSection,
  finding,
  plan,
  section,
} from "../../mirrors/support.ts";
import { read } from "./read.ts";
import { rig } from "./support.ts";

let it: Awaited<ReturnType<typeof rig>>;
afterEach(() => it.close());

const strings = [
  "<!channel> <@U0DANAKIM1> <#C0SECOPS1> <!subteam^S0ABC> <https://evil.example|click>",
  "*bold* _it_ ~gone~ `code` ```block``` &amp; > quote :white_check_mark: :lock:",
  "user\u202Egnp.exe\u2066 \u200B\u0000\u001b[31m",
  "http://203.0.113.7/ and https://evil.example/x",
  "x".repeat(40_000),
  "🙂".repeat(20_000),
  "&<>".repeat(10_000),
  "line\n".repeat(1_000),
  "\u200B",
  "",
];

const everywhere = (text: string): CaseEntry[] => {
  const short = (most: number) => text.slice(0, most);
  const [line] = plan().lines;
  const because = [
    section({ output: { comment: text } }),
    failedSection({ error: { name: short(256), cause: short(1_000) } }),
  ];
  const title = { title: short(200), target: short(2_048), undo: short(300), expiry: short(60), account: short(20) };
  return [
    finding({ title: short(300), source: short(80), finding: short(300) }),
    evidence(
      Array.from({ length: 60 }, (_, index) =>
        section({ step: `s-${index}`, output: { comment: text, [short(50)]: text } }),
      ),
    ),
    plan({
      lines: Array.from({ length: 20 }, () => ({ ...(line ?? ({} as NonNullable<typeof line>)), ...title })),
      because,
    }),
    decision({ by: short(120), via: short(40) }),
    containment({ target: short(2_048), sentence: short(1_000) }),
    { kind: "severity", id: "severity-1", at: finding().at, simulated: false, severity: "high", reason: short(300) },
    { kind: "note", id: "note-1", at: finding().at, simulated: false, by: short(120), text: short(4_000) },
    ending({ error: short(1_000), steps: ending().steps.map((step) => ({ ...step, sentence: short(1_000) })) }),
  ];
};

test.each(strings.map((text) => [JSON.stringify(text.slice(0, 60)), text] as const))(
  "a case full of %s is shown and inert",
  async (_, text) => {
    it = await rig(aView(everywhere(text), { title: text.slice(0, 300) }));
    await it.sync();
    const messages = it.slack.messages();
    expect(messages.every(({ blocks }) => !JSON.stringify(blocks).includes("could not be shown here"))).toBe(true);
    for (const { text: fallback, blocks } of messages) {
      const markup = [fallback, ...mrkdwnIn(blocks)].join("\n");
      expect(markup).not.toMatch(/<[!@#]|<https?:/);
      expect(markup).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\u0000\u001b]/);
      expect(markup).not.toMatch(/:(white_check_mark|lock):/);
    }
    expect(messages.map(read).join("\n")).not.toMatch(/203\.0\.113\.7|https?:\/\//);
  },
);

// Made before anything connects: it takes a while, and a connection that idles for so long is closed by its server.
const anyValue = fc.oneof(fc.jsonValue(), fc.string({ unit: "binary", maxLength: 50 }));
const anyTitle = fc.string({ unit: "binary", maxLength: 300 });

test("whatever an answer is made of, Slack takes what is written of it", async () => {
  it = await rig(aView([finding()]));
  await it.sync();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyValue, { maxLength: 5 }), anyTitle, async (outputs, title) => {
      count += 1;
      const sections = outputs.map((output) => section({ output: output as ReturnType<typeof section>["output"] }));
      it.store.becomes(aView([finding(), evidence(sections, `evidence-${count}`)], { title }));
      await it.sync();
    }),
    { numRuns: 100 },
  );
  expect(JSON.stringify(it.slack.messages())).not.toContain("could not be shown here");
});

test("the words themselves stay readable", async () => {
  const [markup = "", formatting = ""] = strings;
  it = await rig(aView([finding(), evidence([section({ output: { markup, formatting } })])], { title: formatting }));
  await it.sync();
  const [head, reply] = it.slack.messages();
  expect(head?.text).toBe(
    "∗bold∗ ˍitˍ ∼gone∼ ˋcodeˋ ˋˋˋblockˋˋˋ &amp;amp; &gt; quote ∶white_check_mark: ∶lock:: high, verdict unknown",
  );
  expect(read(reply ?? { blocks: [] })).toBe(
    "*Evidence*\n- AbuseIPDB (check IP): markup <!channel> <@U0DANAKIM1> <#C0SECOPS1> <!subteam^S0ABC> <hxxps://evil[.]example|click>, formatting *bold* _it_ ~gone~ `code` ```block``` &amp; > quote :white_check_mark: :lock:",
  );
});

test("more evidence than a message holds is counted", async () => {
  const sections = Array.from({ length: 60 }, (_, index) =>
    section({ step: `s-${index}`, output: { comment: "x".repeat(1_000) } }),
  );
  it = await rig(aView([finding(), evidence(sections)]));
  await it.sync();
  expect(read(it.slack.messages()[1] ?? { blocks: [] })).toMatch(/\n- … and \d+ more on the ticket and the case$/);
});

/** Every text that Slack reads as markup. */
const mrkdwnIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== "object" || value === null) return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  return type === "mrkdwn" ? [String(text)] : Object.values(value).flatMap(mrkdwnIn);
};
