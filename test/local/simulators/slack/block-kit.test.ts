// What the simulated workspace refuses of a message, because Slack would.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { section, words, workspace } from "./support.ts";

const text = words("x", "plain_text");
const button = { type: "button", text, action_id: "a" };
const rich = (...runs: object[]) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements: runs }] });
const badBlocks: [block: unknown, fault: string][] = [
  [null, "must be an object [json-pointer:/blocks/0]"],
  [{ type: "marquee" }, "unsupported type: marquee [json-pointer:/blocks/0/type]"],
  [{ type: "constructor" }, "unsupported type: constructor [json-pointer:/blocks/0/type]"],
  [section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"],
  [section("x".repeat(3_001)), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"],
  [{ type: "section" }, "missing required field: text or fields [json-pointer:/blocks/0]"],
  [
    { type: "section", fields: Array.from({ length: 11 }, () => text) },
    "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
  ],
  [
    { type: "section", text: { ...text, verbatim: true } },
    "no more properties allowed: verbatim [json-pointer:/blocks/0/text]",
  ],
  [{ type: "header", text: words("x") }, "must be one of: plain_text [json-pointer:/blocks/0/text/type]"],
  [
    { type: "header", text: words("x".repeat(151), "plain_text") },
    "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
  ],
  [
    { type: "context", elements: Array.from({ length: 11 }, () => text) },
    "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
  ],
  [{ type: "context", elements: [] }, "must have at least 1 item [json-pointer:/blocks/0/elements]"],
  [
    { type: "actions", elements: [button, button] },
    "action_id must be unique within its block [json-pointer:/blocks/0]",
  ],
  [
    { type: "actions", elements: [{ ...button, text: words("x".repeat(76), "plain_text") }] },
    "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
  ],
  [
    { type: "actions", elements: [{ ...button, value: "x".repeat(2_001) }] },
    "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
  ],
  [
    { type: "actions", elements: [{ ...button, style: "loud" }] },
    "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
  ],
  [
    { type: "actions", elements: [{ ...button, action_id: "x".repeat(256) }] },
    "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
  ],
  [
    { type: "actions", block_id: "x".repeat(256), elements: [button] },
    "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
  ],
  [
    { type: "actions", elements: [{ type: "static_select", options: [] }] },
    "must have at least 1 item [json-pointer:/blocks/0/elements/0/options]",
  ],
  [
    rich({ type: "text", text: "" }),
    "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
  ],
  [rich({ type: "blink" }), "unsupported type [json-pointer:/blocks/0/elements/0/elements/0/type]"],
  [
    { type: "rich_text", elements: [{ type: "rich_text_list", style: "stars", elements: [] }] },
    "must be one of: bullet, ordered [json-pointer:/blocks/0/elements/0/style]",
  ],
];

test.each(badBlocks)("refuses a block that is not Block Kit: %#", async (block, fault) => {
  const { post, slack } = workspace();
  const answer = await post({ blocks: [block] });
  expect(answer).toMatchObject({ ok: false, error: "invalid_blocks" });
  expect(answer.errors).toContain(fault);
  expect(answer.response_metadata.messages).toContain(`[ERROR] ${fault}`);
  expect(slack.messages()).toEqual([]);
});

test("refuses more than 50 blocks and one id twice", async () => {
  const { post } = workspace();
  const many = Array.from({ length: 51 }, () => ({ type: "divider" }));
  expect((await post({ blocks: many })).errors).toEqual(["no more than 50 items allowed [json-pointer:/blocks]"]);
  const twice = [
    { type: "divider", block_id: "a" },
    { type: "divider", block_id: "a" },
  ];
  expect((await post({ blocks: twice })).errors).toEqual(["block_id already exists [json-pointer:/blocks]"]);
});

test("no blocks bring the workspace down", async () => {
  const { post } = workspace();
  const types = fc.constantFrom(
    "section",
    "header",
    "actions",
    "context",
    "rich_text",
    "button",
    "rich_text_list",
    "text",
  );
  const { tree } = fc.letrec<{ tree: object; child: unknown }>((tie) => ({
    child: fc.oneof({ depthSize: "small" }, fc.jsonValue(), tie("tree"), fc.array(tie("tree"), { maxLength: 3 })),
    tree: fc.record(
      { type: types, text: tie("child"), elements: tie("child"), style: fc.jsonValue() },
      { requiredKeys: [] },
    ),
  }));
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { maxLength: 3 }), async (blocks) => {
      expect((await post({ blocks })).status).toBe(200);
    }),
    { numRuns: 500 },
  );
});
