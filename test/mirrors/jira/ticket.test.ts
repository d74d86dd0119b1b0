// The ticket of a case, whole, as a person opens it in Jira.
import { expect, test } from "vitest";
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
} from "../support.ts";
import { read } from "./read.ts";
import { type Rig, rig } from "./support.ts";

const pages = (it: Rig): string[] => {
  const [ticket] = it.jira.issues();
  return [ticket?.description, ...(ticket?.comments ?? []).map(({ body }) => body)].map(read);
};

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
  expect(
    pages(it).join("\n----\n"),
  ).toBe(`This ticket mirrors the Riposte case C-20261122-7f3a. Decisions are not taken here.
| What | Answer |
| Finding | Impossible travel of maria.lopez |
| Severity | high |
| Reported by | splunk |
| Finding ID | f-1 |
| Received | 2026-11-22 10:00:00 UTC |
### Case
| What | Answer |
| Case | C-20261122-7f3a |
| Playbook | Impossible travel |
| Kind | Impossible travel |
| Account | 111122223333 |
| Opened | 2026-11-22 10:00:00 UTC |
----
## Evidence
### AbuseIPDB (check IP)
| What | Answer |
| Score | 98 |
| Reports | 412 |
| Country | NL |
### VirusTotal (check IP)
No answer: RateLimited: virustotal answered 429: "Quota exceeded"
----
### Verdict: unknown
The evidence does not decide it; unknown is not clean.
Because of: AbuseIPDB, VirusTotal.
----
### Plan, a decision is asked for
| Step | What | Target | Account | Undo | Ends |
| Disable key 1 | Disable an access key | AKIAEXAMPLE000000001 of maria.lopez | 111122223333 | enable the key again | when undone |
Because of: AbuseIPDB (check IP); VirusTotal (check IP).
Without an answer of: VirusTotal (check IP).
dana.kim, sam.okafor may decide until 2026-11-22 10:32:00 UTC; maria.lopez, whom it concerns, may not.
----
### Decision: approved
Approved by dana.kim through slack, 2026-11-22 10:05:00 UTC.
----
### Disable key 1: done, AKIAEXAMPLE000000001 of maria.lopez
The access key was active and is inactive now.
----
### The playbook came to its end
What was done:
- AbuseIPDB (check IP): It answered.
What was not:
- VirusTotal (check IP): failed. Quota exceeded.
- Raise (Cases, set severity): not reached. Its branch was not taken.
The case's verdict: unknown. The evidence does not decide it; unknown is not clean.`);
  expect(it.store.last()).toEqual({
    system: "jira",
    key: "SEC-1",
    url: "https://example-corp.atlassian.net/browse/SEC-1",
    askedAt: null,
    failure: null,
    delivered: [
      "=priority:High",
      "finding-1",
      "evidence-1",
      "verdict-1",
      "plan-1",
      "decision-1",
      "containment-1",
      "ending-1",
    ],
  });
});

test("records, lists and addresses become tables that nobody can click", async () => {
  const logins = section({
    step: "recent-logins",
    action: "siem.logins-of",
    simulated: true,
    output: {
      logins: [
        { at: "2026-11-22T09:58:00.000Z", ip: "203.0.113.7", mfa: false, device: { name: "iPhone", known: null } },
        { at: "2026-11-22T09:18:00Z", ip: "2001:db8::1", mfa: true, device: { name: "", known: true } },
      ],
      next: "https://siem.example.com/search?q=1",
      tags: ["a", "b"],
      devices: [],
    },
  });
  const nothing = section({ step: "known-ip", action: "ip-database.find", output: null });
  const skipped = failedSection({ step: "keys", action: "iam.list-access-keys", status: "skipped", error: null });
  const it = rig(aView([finding({ simulated: true }), evidence([logins, nothing, skipped])], { simulated: true }));
  await it.sync();
  expect(pages(it)[0]).toContain("Parts of this case come from a simulator.");
  expect(pages(it)[0]).toContain("| Reported by | splunk, simulated |");
  expect(pages(it)[1]).toBe(`## Evidence
### Recent logins (SIEM, logins of), simulated
| What | Answer |
| Next | hxxps://siem.example[.]com/search?q=1 |
| Tags | a, b |
| Devices | none |
Logins:
| At | IP | MFA | Device: name | Device: known |
| 2026-11-22 09:58:00 UTC | 203.0.113[.]7 | no | iPhone | – |
| 2026-11-22 09:18:00 UTC | 2001:db8:[:]1 | yes | – | yes |
### Known IP (IP database, find)
Nothing was found.
### Keys (IAM, list access keys)
Not asked: what it needed was missing`);
});

test("a plan that nobody is asked about says that it is a proposal", async () => {
  const proposal = plan({ asked: false, subject: null, because: [section()] });
  const answer = decision({ decision: "not-asked", by: null, via: "mode observe" });
  const it = rig(aView([finding(), proposal, answer]));
  await it.sync();
  expect(pages(it).slice(1)).toEqual([
    `### Plan, nobody is asked
| Step | What | Target | Account | Undo | Ends |
| Disable key 1 | Disable an access key | AKIAEXAMPLE000000001 of maria.lopez | 111122223333 | enable the key again | when undone |
Because of: AbuseIPDB (check IP).`,
    `### Decision: not asked
This playbook only observes: the plan is a proposal. Nobody was asked and nothing was changed.`,
  ]);
});

test.each([
  ["denied", "### Decision: denied\nDenied by dana.kim through slack, 2026-11-22 10:05:00 UTC. Nothing was changed."],
  ["expired", "### Decision: expired\nNobody decided in time, 2026-11-22 10:05:00 UTC. Nothing was changed."],
  ["rehearsed", "### Decision: rehearsed\nThis is a dry run: nobody was asked and nothing is changed."],
] as const)("a decision that came out as %s is told as such", async (outcome, words) => {
  const it = rig(aView([finding(), decision({ decision: outcome })]));
  await it.sync();
  expect(pages(it)[1]).toBe(words);
});

test.each([
  ["FAILED", "### The playbook FAILED\nError: Unverified: the key is still active"],
  ["TIMED_OUT", "### The playbook ran OUT OF TIME\nError: Unverified: the key is still active"],
  ["ABORTED", "### The playbook was ABORTED\nError: Unverified: the key is still active"],
] as const)("an ending %s stands out", async (status, words) => {
  const it = rig(aView([finding(), ending({ status, steps: [], error: "Unverified: the key is still active" })]));
  await it.sync();
  expect(pages(it)[1]?.startsWith(`${words}\nThe case's verdict: unknown.`)).toBe(true);
});

test("what rests on a simulator says so in every entry", async () => {
  const simulated = { simulated: true } as const;
  const entries = [verdict(simulated), plan(simulated), decision(simulated), containment(simulated), ending(simulated)];
  const it = rig(aView([finding(), ...entries]));
  await it.sync();
  expect(
    pages(it)
      .slice(1)
      .map((page) => page.split("\n")[0]),
  ).toEqual([
    "### Verdict: unknown (simulated)",
    "### Plan, a decision is asked for (simulated)",
    "### Decision: approved (simulated)",
    "### Disable key 1: done, AKIAEXAMPLE000000001 of maria.lopez (simulated)",
    "### The playbook came to its end (simulated)",
  ]);
});

test("the priority follows the severity, and nothing is sent when nothing changed", async () => {
  const view = aView([finding()]);
  const it = rig(view);
  await it.sync();
  const asked = it.asked.length;
  await it.sync();
  expect(it.asked.length).toBe(asked);
  const raised = {
    kind: "severity",
    id: "severity-1",
    at: finding().at,
    simulated: false,
    severity: "critical",
  } as const;
  it.store.becomes(aView([finding(), { ...raised, reason: "nobody decided in time" }], { severity: "critical" }));
  await it.sync();
  expect(it.jira.issue("SEC-1")).toMatchObject({ priority: "Highest" });
  expect(pages(it)[1]).toBe("### Severity: critical\nnobody decided in time");
  expect(it.store.last().delivered).toEqual(["finding-1", "severity-1", "=priority:Highest"]);
});

test("a closed case moves its ticket to a status that means done", async () => {
  const it = rig(aView([finding()], { status: "closed" }));
  await it.sync();
  expect(it.jira.issue("SEC-1")?.status).toBe("Done");
});

test("a project without priorities still gets its ticket", async () => {
  const it = rig(aView([finding()]));
  const complaint = "Field 'priority' cannot be set. It is not on the appropriate screen, or unknown.";
  it.between = (pass) => async (request) => {
    const fields = (request.body as { fields?: { priority?: unknown } } | undefined)?.fields;
    const refusal = { errorMessages: [], errors: { priority: complaint } };
    return fields?.priority === undefined ? pass(request) : { status: 400, headers: {}, body: refusal };
  };
  await it.sync();
  it.store.becomes(aView([finding()], { severity: "low" }));
  await it.sync();
  expect(it.jira.issues()).toMatchObject([{ key: "SEC-1", priority: "Medium" }]);
  expect(it.store.last().failure).toBeNull();
});

test("a second finding of the same case is a comment, the first one the description", async () => {
  const second = finding({ id: "finding-2", finding: "f-2", severity: "critical" });
  const it = rig(aView([finding(), second], { findings: 2 }));
  await it.sync();
  expect(pages(it)).toHaveLength(2);
  expect(pages(it)[1]).toContain(
    "### Another finding\n| What | Answer |\n| Finding | Impossible travel of maria.lopez |",
  );
});

test("a note keeps its paragraphs", async () => {
  const note = { kind: "note", id: "note-1", at: finding().at, simulated: false, by: "dana.kim" } as const;
  const it = rig(
    aView([finding(), { ...note, text: "Called her.\n\nShe is in Lisbon." }] satisfies CaseView["entries"]),
  );
  await it.sync();
  expect(pages(it)[1]).toBe("### Note by dana.kim\nCalled her.\nShe is in Lisbon.");
});
