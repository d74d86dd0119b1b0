// The ticket of a case, whole, as a person opens it in Jira.
import { expect, test } from "vitest";
import { aView, containment, decision, ending, evidence, finding, plan, section, verdict } from "../support.ts";
import { read } from "./read.ts";
import { rig } from "./support.ts";

test("a case becomes one ticket that says everything in order", async () => {
  const it = rig(aView([finding(), evidence(), verdict(), plan(), decision(), containment(), ending()]));
  await it.sync();
  const [ticket, ...others] = it.jira.issues();
  expect(others).toEqual([]);
  expect(ticket).toMatchObject({
    key: "SEC-1",
    summary: "Impossible travel of maria.lopez",
    issueType: "Task",
    priority: "High",
    labels: ["riposte", "riposte-C-20261122-7f3a"],
    status: "To Do",
    properties: [{ key: "riposte.case", value: { case: "C-20261122-7f3a" } }],
  });
  expect([ticket?.description, ...(ticket?.comments ?? []).map(({ body }) => body)].map(read).join("\n----\n")).toBe(
    "",
  );
});
