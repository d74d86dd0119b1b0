// With Slack real and its secrets not given, what opens the simulated workspace opens nothing.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHost, type TestHost } from "../support/local-host.ts";
import { slackIds } from "./support/slack.ts";

let host: TestHost;

beforeAll(async () => {
  host = await startTestHost({ real: ["slack"] });
});

afterAll(() => host.stop());

test("refuses a command signed with the simulator's secret, and stops nothing", async () => {
  const answer = await host.slack.people.command(slackIds.dana, "stop");
  expect(answer).toMatchObject({ status: 500, body: expect.stringContaining("its log has the report") });
  const again = { kind: "resume", playbook: null, person: "dana.kim", via: "shell" };
  expect(await host.invoke("riposte-approval", again)).toMatchObject({
    payload: { ok: false, message: "all containment is not stopped; nothing changed" },
  });
});
