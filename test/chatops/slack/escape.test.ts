// Text from outside in Slack's markup.
import { expect, test } from "vitest";
import { actions, bulletsWithin, button, header, line, section, words } from "../../../chatops/slack/blocks.ts";
import { cutMrkdwn, escaped, joined, linked, mrkdwn } from "../../../chatops/slack/escape.ts";

test.each([
  ["<!channel>", "&lt;!channel&gt;"],
  ["<@U123>", "&lt;@U123&gt;"],
  ["a & b", "a &amp; b"],
  ["&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;"],
  ["*bold*", "∗bold∗"],
  ["svc_backup_2", "svc_backup_2"],
  ["_it_ a*b", "ˍitˍ a*b"],
  ["```x```", "ˋˋˋxˋˋˋ"],
  [":lock:", "∶lock:"],
  [":100:", "∶100:"],
  ["at 10:15:00", "at 10:15:00"],
  ["a\u202Eb\u0000", "ab"],
])("%s becomes %s", (given, shown) => {
  expect(escaped(given)).toBe(shown);
});

test("our own words keep their markup around what is escaped", () => {
  expect(mrkdwn`*Verdict:* ${escaped("*x*")} · ${escaped("<y>")}`).toBe("*Verdict:* ∗x∗ · &lt;y&gt;");
  expect(joined([escaped("a"), escaped("b")], " · ")).toBe("a · b");
});

test("a link leads to https only and its label cannot end it", () => {
  expect(linked("https://jira.example.com/browse/SEC-1", "SEC-1")).toBe(
    "<https://jira.example.com/browse/SEC-1|SEC-1>",
  );
  expect(linked("https://jira.example.com/a|b>c", "x|y>z")).toBe("<https://jira.example.com/a%7Cb%3Ec|x¦y&gt;z>");
  expect(linked("javascript:alert(1)", "x")).toBeNull();
  expect(linked("nowhere", "x")).toBeNull();
});

test("a cut never tears an entity apart", () => {
  expect(cutMrkdwn(escaped("aaa&bbb"), 7)).toBe("aaa…");
  expect(cutMrkdwn(escaped("aaa"), 3)).toBe("aaa");
  expect(cutMrkdwn(escaped("aaa🙂b"), 5)).toBe("aaa…");
});

test("blocks stay within what Slack takes", () => {
  expect(header("x".repeat(500)).text.text).toHaveLength(150);
  expect(header("\u200B").text.text).toBe("–");
  expect(section(escaped("x".repeat(5_000))).text?.text).toHaveLength(3_000);
  expect(section(escaped("")).text?.text).toBe("–");
  const block = actions("id", button("x".repeat(100), "a", "v".repeat(3_000), "primary"));
  expect(block.elements[0]).toMatchObject({ value: "v".repeat(2_000), text: { emoji: false } });
  expect(words("")).toBeNull();
  expect(line(words(""), words("a")).elements).toEqual([{ type: "text", text: "a" }]);
  expect(bulletsWithin(1_000, [], "first")).toEqual([]);
});
