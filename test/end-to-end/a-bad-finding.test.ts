// What nobody can read is kept with the reason, never dropped and never in the way of the next.
import { type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { startTestHost, type TestHost, within } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";

let host: TestHost;
let dead: readonly Message[];

const { sourceIp: _, ...withoutAddress } = fromReportedAddress("maria.lopez");
const bad: Readonly<Record<string, { readonly message: string; readonly reason: RegExp }>> = {
  "not JSON": { message: "travel, impossible", reason: /expected a finding as JSON, saw text that is not JSON/ },
  "no object": { message: '["maria.lopez"]', reason: /expected a finding as a JSON object/ },
  "an unknown kind": {
    message: JSON.stringify({ ...fromReportedAddress("maria.lopez"), kind: "bad-weather" }),
    reason: /^kind: expected "impossible-travel".*saw "bad-weather"/,
  },
  "a missing field": { message: JSON.stringify(withoutAddress), reason: /^sourceIp: / },
  "a field that is no address": {
    message: JSON.stringify(fromReportedAddress("maria.lopez", { sourceIp: "somewhere" })),
    reason: /^sourceIp: .*somewhere/,
  },
};

beforeAll(async () => {
  host = await startTestHost();
  for (const { message } of Object.values(bad)) await host.publish(message);
  dead = await deadLetters(Object.keys(bad).length);
});

afterAll(() => host.stop());

async function deadLetters(count: number): Promise<readonly Message[]> {
  const client = new SQSClient({});
  const received: Message[] = [];
  const receive = async () => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: process.env.RIPOSTE_DEAD_LETTER_QUEUE,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ["All"],
      }),
    );
    received.push(...Messages);
    return received.length >= count ? received : null;
  };
  try {
    return await within(
      15_000,
      receive,
      () => `${received.length} of ${count} bad findings are among the dead letters`,
    );
  } finally {
    client.destroy();
  }
}

const letterOf = (message: string): Message | undefined =>
  dead.find(({ Body = "" }) => (JSON.parse(Body) as { readonly Message: string }).Message === message);

describe.each(Object.entries(bad))("%s", (_name, { message, reason }) => {
  test("is among the dead letters, whole, with the reason as an attribute", () => {
    const attributes = letterOf(message)?.MessageAttributes ?? {};
    expect(attributes.reason?.StringValue).toMatch(reason);
    expect(attributes.messageId?.StringValue).toMatch(/\S/);
  });
});

test("each is there once, and none has opened a case", async () => {
  expect(dead).toHaveLength(Object.keys(bad).length);
  expect(await caseStore().list()).toEqual([]);
});

test("a good one after them runs", async () => {
  const run = await host.run(fromReportedAddress("maria.lopez"));
  await host.approve(run);
  const view = await host.ended(run);
  expect(view.entries.at(-1)).toMatchObject({ kind: "ending", status: "SUCCEEDED" });
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
