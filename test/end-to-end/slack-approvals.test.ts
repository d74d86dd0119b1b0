// A plan in Slack: who may decide it by its buttons and who may not, what they are shown before, and that nothing counts
// but the message in which Riposte asked.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getApproval } from "../../actions/kit/runtime/case-store/approvals.ts";
import type { PostedMessage, SlackAnswer } from "../../infra/local/simulators/slack/index.ts";
import { type Entry, entriesOf, type Run, startTestHost, type TestHost } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";
import {
  askingMessage,
  decideInSlack,
  lastWhisper,
  modalWords,
  slackIds,
  withPeople,
  wordsOf,
} from "./support/slack.ts";

const approve = "riposte.approve";
const deny = "riposte.deny";
let host: TestHost;

interface Asked {
  readonly run: Run;
  readonly plan: Entry<"plan">;
  readonly message: PostedMessage;
}

async function asked(run: Run): Promise<Asked> {
  const plan = await host.plan(run);
  return { run, plan, message: await askingMessage(host, plan) };
}

const about = async (user: string): Promise<Asked> => asked(await host.run(fromReportedAddress(user)));
const notesOf = async ({ run }: Asked): Promise<string> =>
  entriesOf(await host.view(run.caseId), "note")
    .map(({ by, text }) => `${by}: ${text}`)
    .join("\n");

beforeAll(async () => {
  host = await startTestHost({ configuration: withPeople });
});

afterAll(() => host.stop());

describe("a plan about maria, whom everybody may ask about and two may decide on", () => {
  let it: Asked;
  let untouched: unknown;
  beforeAll(async () => {
    it = await about("maria.lopez");
    untouched = host.iam.snapshot();
  });

  test.each([
    ["the person concerned", slackIds.maria, /maria\.lopez is the person concerned/],
    ["somebody whom the configuration does not know", slackIds.aiko, /no person in riposte\.config\.ts/],
    ["somebody whose role does not allow it", slackIds.jonas, /lacks the role approver, and has analyst/],
    ["a guest", slackIds.gail, /guests of the workspace may do nothing here/],
    ["somebody who has left", slackIds.lars, /this Slack account is deactivated/],
    ["somebody of another workspace", slackIds.py, /people of other workspaces may do nothing here/],
  ])("refuses %s, says so to them alone, and the case remembers", async (_, user, words) => {
    for (const action of [approve, deny]) {
      const answer = await host.slack.people.click(user, it.message, action);
      expect(answer).toMatchObject({ status: 200, opened: null });
      expect(lastWhisper(host, user)).toMatch(words);
    }
    expect(await notesOf(it)).toMatch(words);
    expect(host.iam.snapshot()).toEqual(untouched);
    expect((await getApproval(it.plan.approval))?.approval).toMatchObject({ status: "open", yes: [] });
  });

  test("refuses a button that another app's message has borrowed", async () => {
    const { channel, thread } = it.message;
    const forged = await host.slack.postAs("U0OTHERAPP1", {
      channel,
      thread,
      text: "click",
      metadata: it.message.metadata,
    });
    const answer = await host.slack.people.click(slackIds.dana, { ...forged, blocks: it.message.blocks }, approve);
    expect(answer.opened).toBeNull();
    expect(lastWhisper(host, slackIds.dana)).toMatch(/not the one in which Riposte asked/);
  });

  test("refuses the button on another message of ours, in another thread, and of another approval", async () => {
    const { message } = it;
    const head = host.slack.messages().find(({ ts }) => ts === message.thread);
    const elsewhere = { ...message, thread: "1.000001" };
    const blocks = JSON.parse(JSON.stringify(message.blocks).replaceAll(it.plan.approval, "0123456789"));
    const borrowed = [{ ...(head as PostedMessage), thread: message.thread, blocks: message.blocks }, elsewhere];
    for (const wrong of [...borrowed, { ...message, blocks }]) {
      const answer = await host.slack.people.click(slackIds.dana, wrong, approve);
      expect(answer.opened).toBeNull();
      expect(lastWhisper(host, slackIds.dana)).toMatch(/not the one in which Riposte asked/);
    }
  });

  test("refuses a modal submitted by somebody else than who may decide", async () => {
    const { opened } = await host.slack.people.click(slackIds.dana, it.message, approve);
    if (opened === null) throw new Error("no modal");
    const answer = await host.slack.people.submit(slackIds.maria, opened);
    expect(modalWords(answer)).toMatch(/maria\.lopez is the person concerned/);
    expect((await getApproval(it.plan.approval))?.approval.status).toBe("open");
  });

  test("shows the plan out of the store, its impact and its end, and decides nothing by the click", async () => {
    const answer = await host.slack.people.click(slackIds.dana, it.message, approve);
    const shown = modalWords(answer);
    for (const { target } of it.plan.lines) expect(shown).toContain(target);
    expect(shown).toMatch(/Impact: 3 changes to \d targets in account 111122223333; every one can be undone/);
    expect(shown).toMatch(/Concerns: maria\.lopez/);
    expect(shown).toMatch(/Decision: one person must approve; until \d{4}-/);
    expect((await getApproval(it.plan.approval))?.approval.status).toBe("open");
    expect(host.iam.snapshot()).toEqual(untouched);
  });

  test("contains once dana has said yes, and a second click or modal changes nothing and says so", async () => {
    const first = await host.slack.people.click(slackIds.dana, it.message, approve);
    const other = await host.slack.people.click(slackIds.sam, it.message, deny);
    if (first.opened === null || other.opened === null) throw new Error("no modal");
    const done = await host.slack.people.submit(slackIds.dana, first.opened);
    expect(modalWords(done)).toMatch(/approved by dana\.kim/);
    const again = await host.slack.people.submit(slackIds.dana, first.opened);
    const late = await host.slack.people.submit(slackIds.sam, other.opened);
    for (const answer of [again, late]) expect(modalWords(answer)).toMatch(/already approved by dana\.kim/);
    const view = await host.ended(it.run);
    expect(entriesOf(view, "containment").map(({ outcome }) => outcome)).toEqual(["done", "done", "done"]);
    expect(entriesOf(view, "decision")).toMatchObject([{ decision: "approved", by: "dana.kim", via: "slack" }]);
    const click = await host.slack.people.click(slackIds.sam, it.message, approve);
    expect(click.opened).toBeNull();
    expect(lastWhisper(host, slackIds.sam)).toMatch(/already approved by dana\.kim; nothing changed/);
  });

  test("the task's token is nowhere in Slack", async () => {
    const token = (await getApproval(it.plan.approval))?.approval.token ?? "";
    const all = JSON.stringify([host.slack.messages(), host.slack.ephemerals(), [...host.slack.views().values()]]);
    expect(token.length).toBeGreaterThan(10);
    expect(all).not.toContain(token.slice(0, 60));
  });
});

test("two people must approve where nobody known is concerned, and the second is told who was first", async () => {
  const it = await about("jonas.berg");
  const first = await decideInSlack(host, slackIds.dana, it.message, approve);
  expect(modalWords(first)).toMatch(/one more person must approve before anything happens/);
  const twice = await host.slack.people.click(slackIds.dana, it.message, approve);
  expect(twice.opened).toBeNull();
  expect(lastWhisper(host, slackIds.dana)).toMatch(/has said yes already; another person must/);
  const second = await host.slack.people.click(slackIds.sam, it.message, approve);
  expect(modalWords(second)).toMatch(/two people must approve; so far dana\.kim/);
  const done = await host.slack.people.submit(slackIds.sam, second.opened as NonNullable<SlackAnswer["opened"]>);
  expect(modalWords(done)).toMatch(/approved by dana\.kim and sam\.okafor/);
  await host.ended(it.run);
});

test("one no is enough, and nothing is contained", async () => {
  const it = await about("aiko.tanaka");
  const before = host.iam.snapshot();
  expect(modalWords(await decideInSlack(host, slackIds.sam, it.message, deny))).toMatch(/denied by sam\.okafor/);
  const view = await host.ended(it.run);
  expect(entriesOf(view, "containment")).toEqual([]);
  expect(host.iam.snapshot()).toEqual(before);
});

test("refuses who asked for it, alone; somebody else may", async () => {
  const command = `run impossible-travel user=dana.kim sourceIp=203.0.113.7 loginAt=${new Date().toISOString()}`;
  const words = wordsOf(await host.slack.people.command(slackIds.sam, command));
  const caseId = /case-[0-9a-f]+/.exec(words)?.[0] ?? "";
  const execution = (await host.view(caseId)).head.executions[0] ?? "";
  const it = await asked({ caseId, execution, executionArn: "" });
  await host.slack.people.click(slackIds.sam, it.message, approve);
  expect(lastWhisper(host, slackIds.sam)).toMatch(/sam\.okafor asked for this, and nobody approves alone/);
  expect(await notesOf(it)).toMatch(/sam\.okafor: tried to approve through slack, refused/);
  await decideInSlack(host, slackIds.dana, it.message, deny);
  expect(lastWhisper(host, slackIds.dana)).toMatch(/dana\.kim is the person concerned/);
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
