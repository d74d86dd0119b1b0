// The thread of a case, whole, as a person reads it in Slack.
import { expect, test } from "vitest";
import { aView, containment, decision, ending, evidence, finding, plan, verdict } from "../../mirrors/support.ts";
import { read } from "./read.ts";
import { rig } from "./support.ts";

test("a case becomes one thread that says everything in order", async () => {
  const it = await rig(aView([finding(), evidence(), verdict(), plan(), decision(), containment(), ending()]));
  await it.sync();
  expect(it.slack.messages().map(read).join("\n----\n")).toBe("");
  await it.close();
});
test("plan", async () => {
  const it = await rig(aView([finding(), evidence(), verdict(), plan()]));
  await it.sync();
  expect(it.slack.messages().map(read).join("\n----\n")).toBe("");
  await it.close();
});
