// `/riposte` from the first word to a contained case: what analysts and responders type, what they read, and who may not.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Opened } from "../../infra/local/simulators/slack/index.ts";
import { entriesOf, startTestHost, type TestHost } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";
import { askingMessage, decideInSlack, modalWords, slackIds, withPeople, wordsOf } from "./support/slack.ts";

const person = { name: "Ann", email: "ann@example.com", roles: ["analyst" as const] };
let host: TestHost;

beforeAll(async () => {
  const twins = ["ann.one", "ann.two"].map((id) => ({ ...person, id, slack: "U0SHAREDID1" }));
  host = await startTestHost({ configuration: { ...withPeople, people: [...(withPeople.people ?? []), ...twins] } });
});

afterAll(() => host.stop());

const type = (user: string, text: string) => host.slack.people.command(user, text);
const says = async (user: string, text: string): Promise<string> => wordsOf(await type(user, text));
const now = (): string => new Date().toISOString();
const caseIn = (words: string): string => /case-[0-9a-f]+/.exec(words)?.[0] ?? "no case";

async function runOf(caseId: string) {
  const { head } = await host.view(caseId);
  return { caseId, execution: head.executions.at(-1) ?? "", executionArn: "" };
}

describe("a playbook run by hand", () => {
  test("goes from a slash command to a contained case", async () => {
    const words = await says(
      slackIds.jonas,
      `run impossible-travel user=maria.lopez sourceIp=203.0.113.7 loginAt=${now()}`,
    );
    expect(words).toMatch(/impossible-travel runs: opened case-/);
    const run = await runOf(caseIn(words));
    const message = await askingMessage(host, await host.plan(run));
    expect(modalWords(await decideInSlack(host, slackIds.dana, message, "riposte.approve"))).toMatch(/approved/);
    const view = await host.ended(run);
    expect(entriesOf(view, "containment").map(({ outcome }) => outcome)).toEqual(["done", "done", "done"]);
    expect(entriesOf(view, "note")[0]?.text).toBe("jonas.berg asked for this, attempt 1");
  });

  test("asks in a modal for what is missing, refuses what does not fit, and starts once it is whole", async () => {
    const { opened } = await type(slackIds.jonas, "run impossible-travel user=aiko.tanaka sourceIp=not-an-address");
    if (opened === null) throw new Error("no modal");
    const ids = (opened.view.blocks as { block_id: string }[]).map(({ block_id }) => block_id);
    expect(ids).toEqual(expect.arrayContaining(["user.name", "sourceIp", "loginAt", "severity", "account"]));
    expect(ids).not.toContain("title");
    const wrong = await host.slack.people.submit(slackIds.jonas, opened);
    expect(wrong.body).toEqual({ response_action: "errors", errors: { sourceIp: "expected an IP address" } });
    const right = await host.slack.people.submit(slackIds.jonas, opened, { sourceIp: "203.0.113.7", severity: "low" });
    expect(modalWords(right)).toMatch(/impossible-travel runs: opened case-/);
    const again = await host.slack.people.submit(slackIds.jonas, opened, { sourceIp: "203.0.113.7", severity: "low" });
    expect(caseIn(modalWords(again))).toBe(caseIn(modalWords(right)));
    const { head } = await host.view(caseIn(modalWords(right)));
    expect(head).toMatchObject({ severity: "low", account: "111122223333" });
    expect(head.executions).toHaveLength(1);
  });

  test("is rehearsed where a dry run is asked for: nobody is asked and nothing changes", async () => {
    const before = host.iam.snapshot();
    const command = `run impossible-travel dry-run user=sam.okafor sourceIp=203.0.113.7 loginAt=${now()}`;
    const words = await says(slackIds.dana, command);
    expect(words).toMatch(/runs as a rehearsal: opened/);
    await host.ended(await runOf(caseIn(words)));
    expect(host.iam.snapshot()).toEqual(before);
  });

  test("refuses a playbook that is not there and a value that nobody knows, naming those there are", async () => {
    expect(await says(slackIds.dana, "run world-peace")).toMatch(
      /no playbook "world-peace"; there are .*impossible-travel/,
    );
    expect(await says(slackIds.dana, "run impossible-travel colour=red")).toMatch(
      /"colour=red" is no key=value.*sourceIp/,
    );
  });
});

describe("a case", () => {
  let caseId: string;
  beforeAll(async () => {
    const run = await host.run(fromReportedAddress("dana.kim"));
    await host.plan(run);
    caseId = run.caseId;
  });

  test("is listed, shown, and waits for its decision", async () => {
    expect(await says(slackIds.jonas, "list")).toContain(`${caseId}: Impossible travel of dana.kim; high`);
    expect(await says(slackIds.jonas, "approvals")).toContain(caseId);
    const shown = await says(slackIds.jonas, `status ${caseId}`);
    expect(shown).toMatch(/Stands: high, open, verdict unknown, nobody's/);
    expect(shown).toMatch(/waits for .*dana\.kim/);
    expect(await says(slackIds.jonas, "status")).toMatch(/Containment: not stopped/);
  });

  test("is taken, handed over, and closed with a disposition and a reason, but not while it waits", async () => {
    expect(await says(slackIds.jonas, `take ${caseId}`)).toContain(`${caseId} is yours`);
    expect(await says(slackIds.dana, `take ${caseId}`)).toContain("was jonas.berg's");
    expect(await says(slackIds.dana, "handover")).toMatch(/with dana\.kim[\s\S]*contains: /);
    expect(await says(slackIds.dana, `close ${caseId} benign on holiday`)).toMatch(
      /waits for a decision: decide it first/,
    );
    const [plan] = entriesOf(await host.view(caseId), "plan");
    if (plan === undefined) throw new Error("no plan");
    await host.decide(plan, "sam.okafor", "denied");
    expect(await says(slackIds.dana, `close ${caseId} perhaps`)).toMatch(
      /"perhaps" is no disposition: expected true-positive/,
    );
    expect(await says(slackIds.dana, `close ${caseId} benign`)).toMatch(/closed with a reason/);
    expect(await says(slackIds.dana, `close ${caseId} benign "on holiday"`)).toContain("is closed as benign");
    expect(await says(slackIds.dana, `close ${caseId} benign again`)).toContain("is closed already; nothing changed");
    expect(await says(slackIds.jonas, `take ${caseId}`)).toContain("is closed, and nobody's to take");
    expect(await says(slackIds.jonas, `status ${caseId}`)).toContain("Closed: benign by dana.kim: on holiday");
    const mirrored = await host.mirrored(caseId);
    expect(mirrored.head).toMatchObject({ status: "closed", owner: "dana.kim", closed: { disposition: "benign" } });
  });

  test("refuses a case that is not there", async () => {
    expect(await says(slackIds.jonas, "take case-000000000000")).toMatch(/there is no case case-000000000000/);
    expect(await says(slackIds.jonas, "status <!channel>")).toMatch(/expected the id of a case/);
  });
});

describe("lookup", () => {
  test("tells the asker alone what every source says of an address, and opens nothing", async () => {
    const posted = host.slack.messages().length;
    const words = await says(slackIds.jonas, "lookup 203.0.113[.]7");
    expect(words).toMatch(/AbuseIPDB, check IP \(simulated\): score 98/);
    expect(words).toMatch(/VirusTotal, check IP \(simulated\): .*malicious 9/);
    expect(await says(slackIds.jonas, "lookup maria.lopez")).toMatch(/user\/maria\.lopez/);
    expect(host.slack.messages()).toHaveLength(posted);
  });

  test("names a source that does not answer in time", async () => {
    host.simulators.fail("virustotal", "500");
    expect(await says(slackIds.jonas, "lookup 192.0.2.44")).toMatch(/VirusTotal, check IP: no answer/i);
    host.simulators.fail("virustotal", null);
  });

  test("refuses what no action of ours looks up", async () => {
    expect(await says(slackIds.jonas, 'lookup "a whole sentence"')).toMatch(/no action of ours looks up/);
    expect(await says(slackIds.jonas, "lookup")).toMatch(/no action of ours looks up ""/);
  });
});

describe("roles", () => {
  test.each([
    ["a user whom nobody knows", slackIds.aiko, "list", /no person in riposte\.config\.ts has the Slack id/],
    ["a guest", slackIds.gail, "help", /guests of the workspace/],
    ["somebody who has left", slackIds.lars, "list", /deactivated/],
    ["somebody of another workspace", slackIds.py, "stop", /other workspaces/],
    ["an id that two people have", "U0SHAREDID1", "list", /ann\.one and ann\.two have the same Slack id/],
    ["an account that Slack does not know", "U0NOBODY001", "list", /no person in riposte\.config\.ts/],
    [
      "an analyst who stops",
      slackIds.jonas,
      "stop",
      /jonas\.berg lacks the role responder or approver, and has analyst/,
    ],
    ["an analyst who resumes", slackIds.jonas, "resume", /lacks the role approver/],
    ["a responder who reads the journal", slackIds.dana, "journal", /lacks the role administrator/],
  ])("refuses %s", async (_, user, command, words) => {
    expect(await says(user, command)).toMatch(words);
  });

  test("refuses everybody new while Slack does not say who they are", async () => {
    host.simulators.fail("slack", "500");
    expect(await says(slackIds.maria, "list")).toMatch(/Slack did not say whose account this is, so nothing was done/);
    host.simulators.fail("slack", null);
    expect(await says(slackIds.maria, "list")).toMatch(/open cases/);
  });

  test("every refusal is in the journal, which an administrator reads", async () => {
    const words = await says(slackIds.sam, "journal");
    expect(words).toMatch(
      /jonas\.berg: tried \/riposte stop , refused: jonas\.berg lacks the role responder or approver/,
    );
    expect(words).toMatch(/slack:U0NOBODY001: tried \/riposte list/);
  });

  test("help shows what there is, and what is not for this person", async () => {
    const words = await says(slackIds.jonas, "");
    expect(words).toMatch(/\/riposte lookup VALUE: /);
    expect(words).toMatch(/\/riposte stop \[PLAYBOOK\]: .*\(not with your roles\)/);
    expect(await says(slackIds.jonas, "dance")).toMatch(/no \/riposte dance: try \/riposte help/);
  });
});

test("acknowledges fifty commands at once well within Slack's three seconds", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => type(slackIds.jonas, "approvals")));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds));
  expect(slowest).toBeLessThan(3_000);
});

test("a modal that was not ours is not taken", async () => {
  const opened: Opened = {
    id: "V1",
    view: { type: "modal", callback_id: "riposte.run", private_metadata: '{"playbook":"none"}', blocks: [] },
  };
  expect(modalWords(await host.slack.people.submit(slackIds.dana, opened))).toMatch(/not one of Riposte's/);
  const foreign = { ...opened, view: { ...opened.view, callback_id: "somebody.else" } };
  expect((await host.slack.people.submit(slackIds.dana, foreign)).status).toBe(404);
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
