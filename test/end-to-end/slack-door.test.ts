// The same door with everything behind it: over HTTP, through the function's URL, with the signatures seen kept in the table.
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleWorkspace, simulatedSlackSecrets } from "../../infra/local/simulators/slack/index.ts";
import { commandForm } from "../../infra/local/simulators/slack/payloads.ts";
import { signedForm } from "../../infra/local/simulators/slack/signing.ts";
import { entriesOf, startTestHost, type TestHost } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";
import { askingMessage, slackIds, wordsOf } from "./support/slack.ts";

const secret = simulatedSlackSecrets["slack/signing-secret"];
const now = (): number => Math.floor(Date.now() / 1_000);
let host: TestHost;
let form: string;

beforeAll(async () => {
  host = await startTestHost();
  form = commandForm({ workspace: exampleWorkspace }, { user: slackIds.dana, text: "stop", trigger: "1.2.3" });
});

afterAll(() => host.stop());

const stopped = async (): Promise<string> => wordsOf(await host.slack.people.command(slackIds.dana, "status"));

describe("a stop that Slack did not send", () => {
  test.each([
    ["forged", () => signedForm(form, { secret: "another" })],
    ["old", () => signedForm(form, { secret, timestamp: now() - 400 })],
    ["of the future", () => signedForm(form, { secret, timestamp: now() + 400 })],
    ["unsigned", () => ({ "content-type": "application/x-www-form-urlencoded" })],
  ])("is refused: %s", async (_, headers) => {
    expect((await host.slack.people.send(form, headers())).status).toBe(401);
    expect(await stopped()).toMatch(/Containment: not stopped/);
  });

  test("is refused: from another workspace", async () => {
    const foreign = form.replace(exampleWorkspace.team.id, "T0ELSEWHER");
    expect((await host.slack.people.send(foreign)).status).toBe(403);
    expect(await stopped()).toMatch(/Containment: not stopped/);
  });

  test("is refused: made before, on whatever copy of the function it arrives", async () => {
    const resume = form.replace("text=stop", "text=resume");
    const headers = signedForm(form, { secret });
    expect((await host.slack.people.send(form, headers)).status).toBe(200);
    expect((await host.slack.people.send(resume)).status).toBe(200);
    expect(await host.slack.people.send(form, headers)).toMatchObject({
      status: 401,
      body: expect.stringMatching(/made before/),
    });
    expect(await stopped()).toMatch(/Containment: not stopped/);
  });

  test("is refused: too large, or nothing that a form is", async () => {
    expect((await host.slack.people.send(`${form}&x=${"x".repeat(600_000)}`)).status).toBe(413);
    expect((await host.slack.people.send("payload=%5B%7B")).status).toBe(400);
    expect((await host.slack.people.send("")).status).toBe(400);
  });
});

// Made before anything connects, because it takes a while.
const words = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .constantFrom("run impossible-travel ", "lookup ", "close ", "take ", "status ", "resume ")
    .chain((start) => fc.string({ unit: "binary", maxLength: 40 }).map((rest) => start + rest)),
);

test("hundreds of words that nobody thought of are all answered in words", async () => {
  await fc.assert(
    fc.asyncProperty(words, async (text) => {
      const answer = await host.slack.people.command(slackIds.dana, text);
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body)).not.toContain("failed inside Riposte");
    }),
    { numRuns: 150 },
  );
});

test("a click after the time is over changes nothing and says so", async () => {
  const run = await host.run(fromReportedAddress("maria.lopez"));
  const message = await askingMessage(host, await host.plan(run));
  const before = host.iam.snapshot();
  await host.pass(31 * 60_000);
  const view = await host.ended(run);
  expect(entriesOf(view, "decision")).toMatchObject([{ decision: "expired" }]);
  const click = await host.slack.people.click(slackIds.dana, message, "riposte.approve");
  expect(click).toMatchObject({ status: 200, opened: null });
  expect(host.slack.ephemerals().at(-1)).toMatchObject({
    user: slackIds.dana,
    text: expect.stringMatching(/too late/),
  });
  expect(host.iam.snapshot()).toEqual(before);
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
