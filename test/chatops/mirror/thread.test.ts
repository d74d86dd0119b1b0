// The thread of a case, whole, as a person reads it in Slack.
import { afterEach, expect, test } from "vitest";
import type { CaseView } from "../../../actions/kit/contract/case.ts";
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
  verdict,
} from "../../mirrors/support.ts";
import { read } from "./read.ts";
import { rig } from "./support.ts";

let it: Awaited<ReturnType<typeof rig>>;
afterEach(() => it.close());

const mirrored = async (view: CaseView): Promise<string[]> => {
  it = await rig(view);
  await it.sync();
  return it.slack.messages().map(read);
};

test("a case becomes one thread that says everything in order", async () => {
  const whole = aView([finding(), evidence(), verdict(), plan(), decision(), containment(), ending()]);
  const ticket = {
    system: "jira",
    key: "SEC-1",
    url: "https://example-corp.atlassian.net/browse/SEC-1",
    delivered: [],
  };
  const pages = await mirrored({ ...whole, mirrors: [{ ...ticket, failure: null }] });
  expect(pages.join("\n----\n")).toBe(`# Impossible travel of maria.lopez
*Severity* high · *Verdict* unknown · *Case* C-20261122-7f3a, open · *Account* 111122223333
- :white_check_mark: AbuseIPDB (check IP)
- :warning: VirusTotal (check IP): no answer
- :white_check_mark: Decision: approved by dana.kim
- :lock: Disable key 1, AKIAEXAMPLE000000001 of maria.lopez: done
- :white_check_mark: The playbook came to its end
(Opened 2026-11-22 10:00:00 UTC) (<https://example-corp.atlassian.net/browse/SEC-1|SEC-1>)
----
*Evidence*
- AbuseIPDB (check IP): score 98, reports 412, country NL
- VirusTotal (check IP): No answer: RateLimited: virustotal answered 429: "Quota exceeded"
----
*Verdict: unknown*
The evidence does not decide it; unknown is not clean.
----
What happened: Impossible travel of maria.lopez. Reported by splunk.
Why we think so: Verdict unknown. The evidence does not decide it; unknown is not clean. AbuseIPDB (check IP): score 98, reports 412, country NL. No answer from VirusTotal (check IP).
What is asked: Disable an access key; concerns maria.lopez.
- Disable an access key: AKIAEXAMPLE000000001 of maria.lopez, account 111122223333. Undo: enable the key again. Ends: when undone. Step: Disable key 1
*Approved by dana.kim through slack, 2026-11-22 10:05:00 UTC.*
----
*Approved by dana.kim through slack, 2026-11-22 10:05:00 UTC.*
----
*Disable key 1: done, AKIAEXAMPLE000000001 of maria.lopez*
The access key was active and is inactive now.
----
*The playbook came to its end*
- Verdict: unknown. The evidence does not decide it; unknown is not clean.
- Disable key 1: done, AKIAEXAMPLE000000001 of maria.lopez
- Not done: VirusTotal (check IP): failed. Quota exceeded.
- Not done: Raise (Cases, set severity): not reached. Its branch was not taken.
- Took: 7 min
*Ticket:* <https://example-corp.atlassian.net/browse/SEC-1|SEC-1>`);
  const [head, ...replies] = it.slack.messages();
  expect(replies.map(({ thread }) => thread)).toEqual(replies.map(() => head?.ts));
  expect(it.slack.messages().map(({ metadata }) => metadata?.event_payload.entry)).toEqual([
    "head",
    "evidence-1",
    "verdict-1",
    "plan-1",
    "decision-1",
    "containment-1",
    "ending-1",
  ]);
  expect(it.store.last()).toMatchObject({
    system: "slack",
    key: head?.ts,
    url: `https://example-corp.slack.com/archives/C0SECOPS1/p${head?.ts.replace(".", "")}`,
    failure: null,
  });
});

test("an approval shows three lines, the plan, until when and two buttons, and calls those who may decide", async () => {
  const [, message] = await mirrored(aView([finding(), plan()]));
  expect(message).toBe(`What happened: Impossible travel of maria.lopez. Reported by splunk.
Why we think so: Verdict unknown. The evidence does not decide it; unknown is not clean. AbuseIPDB (check IP): score 98, reports 412, country NL. No answer from VirusTotal (check IP).
What is asked: Disable an access key; concerns maria.lopez.
- Disable an access key: AKIAEXAMPLE000000001 of maria.lopez, account 111122223333. Undo: enable the key again. Ends: when undone. Step: Disable key 1
<@U0DANAKIM1>, sam.okafor may decide until 2026-11-22 10:32:00 UTC; maria.lopez, whom it concerns, may not.
[Approve: riposte.approve a1b2c3d4e5] [Deny: riposte.deny a1b2c3d4e5]
(Approval a1b2c3d4e5. If the buttons fail: riposte approve a1b2c3d4e5)`);
  expect(it.slack.messages()[1]?.text).toBe("Approval asked: Impossible travel of maria.lopez");
});

test("the head is edited as the case moves, and the asking message loses its buttons when it is decided", async () => {
  const before = [finding(), evidence(), plan()];
  await mirrored(aView(before));
  expect(read(it.slack.messages()[0] ?? { blocks: [] })).toContain(
    "- :hourglass_flowing_sand: Approval: waiting for dana.kim, sam.okafor until 2026-11-22 10:32:00 UTC",
  );
  const denied = decision({ decision: "denied" });
  it.store.becomes(aView([...before, denied], { verdict: "malicious" }));
  await it.sync();
  const [head, , asked, answer] = it.slack.messages();
  expect(head?.edits).toBe(1);
  expect(read(head ?? { blocks: [] })).toContain("*Verdict* malicious");
  expect(read(head ?? { blocks: [] })).toContain("- :x: Decision: denied by dana.kim");
  expect(JSON.stringify(asked?.blocks)).not.toContain("riposte.approve");
  const said = "*Denied by dana.kim through slack, 2026-11-22 10:05:00 UTC. Nothing was changed.*";
  expect(read(asked ?? { blocks: [] }).endsWith(said)).toBe(true);
  expect(read(answer ?? { blocks: [] })).toBe(said);
});

test("nothing is sent when nothing changed", async () => {
  await mirrored(aView([finding(), evidence()]));
  const asked = it.asked.length;
  await it.sync();
  expect(it.asked.length).toBe(asked);
});

test("a proposal has no buttons and says that nobody is asked", async () => {
  const [, message] = await mirrored(aView([finding(), plan({ asked: false, because: [section()] })]));
  expect(message).toBe(`What happened: Impossible travel of maria.lopez. Reported by splunk.
Why we think so: Verdict unknown. The evidence does not decide it; unknown is not clean. AbuseIPDB (check IP): score 98, reports 412, country NL.
What would be asked: Disable an access key; concerns maria.lopez.
- Disable an access key: AKIAEXAMPLE000000001 of maria.lopez, account 111122223333. Undo: enable the key again. Ends: when undone. Step: Disable key 1
(This is a proposal: nobody is asked and nothing is changed.)`);
});

test("an approver sees every line of a long plan, and the buttons stand below the last", async () => {
  const [line] = plan().lines;
  const lines = Array.from({ length: 60 }, (_, index) => ({
    ...(line ?? ({} as NonNullable<typeof line>)),
    item: String(index),
    target: `AKIAEXAMPLE${String(index).padStart(9, "0")} of maria.lopez`,
  }));
  const [, ...pages] = await mirrored(aView([finding(), plan({ lines })]));
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.join("\n").match(/AKIAEXAMPLE\d{9} of/g)).toHaveLength(60);
  expect(pages.join("\n")).toContain("What is asked: Disable an access key (60); concerns maria.lopez.");
  expect(pages.slice(0, -1).join()).not.toContain("riposte.approve");
  expect(pages.at(-1)).toContain("[Approve: riposte.approve a1b2c3d4e5]");
  expect(it.slack.messages().at(-1)?.metadata?.event_payload.entry).toBe("plan-1");
});

test("what comes from a simulator and what is behind elsewhere says so on the head", async () => {
  const view = aView([finding(), evidence([section({ simulated: true })])], {
    simulated: true,
    findings: 3,
    owner: "dana.kim",
  });
  const failure = "2026-11-22T10:00:00Z Unavailable: jira answered 500";
  const [head] = await mirrored({
    ...view,
    mirrors: [{ system: "jira", key: null, url: null, delivered: [], failure }],
  });
  expect(head).toBe(`# Impossible travel of maria.lopez
*Severity* high · *Verdict* unknown · *Case* C-20261122-7f3a, open · *Owner* dana.kim · *Account* 111122223333 · *Findings* 3
- :white_check_mark: AbuseIPDB (check IP), simulated
(Opened 2026-11-22 10:00:00 UTC) (*Parts of this case come from a simulator*) (The copy in jira is behind: 2026-11-22T10:00:00Z Unavailable: jira answered 500)`);
});

test("the closing summary says what went wrong", async () => {
  const failed = containment({ outcome: "failed", sentence: "AccessDenied" });
  const error = "Unverified: the key is still active";
  const end = ending({ status: "FAILED", error, steps: [], at: "2026-11-22T10:00:08Z" });
  const pages = await mirrored(aView([finding(), failed, end]));
  expect(pages.at(-1)).toBe(`*The playbook FAILED*
- Verdict: unknown. The evidence does not decide it; unknown is not clean.
- Error: Unverified: the key is still active
- Disable key 1: FAILED, AKIAEXAMPLE000000001 of maria.lopez
- Took: 8 s`);
});

test("a head with more lines than it holds keeps the latest", async () => {
  const sections = Array.from({ length: 60 }, (_, index) => section({ step: `source-${index}` }));
  const keys = Array.from({ length: 60 }, (_, index) =>
    containment({ id: `containment-${index}`, item: String(index), target: "t".repeat(200) }),
  );
  const [head] = await mirrored(aView([finding(), evidence([...sections, failedSection()]), ...keys, ending()]));
  const lines = head?.split("\n").filter((line) => line.startsWith("- ")) ?? [];
  expect(lines[0]).toMatch(/^- … and \d+ more on the ticket and the case$/);
  expect(lines.at(-2)).toMatch(/^- :lock: Disable key 60, t/);
  expect(lines.at(-1)).toBe("- :white_check_mark: The playbook came to its end");
});

test("many sources are one line on the head, but each that did not answer is named", async () => {
  const sections = Array.from({ length: 20 }, (_, index) => section({ step: `source-${index}` }));
  const [head] = await mirrored(aView([finding(), evidence([...sections, failedSection()])]));
  expect(head?.split("\n").filter((line) => line.startsWith("- "))).toEqual([
    "- :white_check_mark: 20 sources answered",
    "- :warning: VirusTotal (check IP): no answer",
  ]);
});
