// The two functions as they are deployed: a batch in, the case read from its table, secrets from Secrets Manager, the
// vendors over HTTP, and what came of it on the case.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { caseStore, nameOf } from "../../actions/kit/runtime/case-store/index.ts";
import { handler as jiraMirror } from "../../actions/mirrors/jira/handler.ts";
import { handler as slackMirror } from "../../chatops/mirror/handler.ts";
import { createSecretsManager } from "../../infra/local/aws/index.ts";
import { realClock } from "../../infra/local/clock.ts";
import { createSimulators, type Simulators } from "../../infra/local/simulators/index.ts";
import { createJira, type JiraSimulator, simulatedJiraSecrets } from "../../infra/local/simulators/jira/index.ts";
import { createSlack, type SlackSimulator, simulatedSlackSecrets } from "../../infra/local/simulators/slack/index.ts";
import type { WireRequest } from "../../infra/local/wire.ts";
import { type Product, startProduct } from "../support/product.ts";
import { jiraSettings } from "./jira/support.ts";
import { type Served, serve } from "./serve.ts";
import { evidence, finding, section } from "./support.ts";

let product: Product;
let vendors: Served;
let secrets: Served;
let jira: JiraSimulator;
let slack: SlackSimulator;
let simulators: Simulators;

const clock = realClock();
const manager = createSecretsManager({ clock, dataDir: null });

beforeAll(async () => {
  product = await startProduct({ jira: { ...jiraSettings }, slack: { channel: "C0SECOPS1" } });
  for (const [name, value] of Object.entries({ ...simulatedJiraSecrets, ...simulatedSlackSecrets })) {
    await manager.ensureSecret(`riposte/${name}`, value);
  }
  secrets = await serve((request) => manager.handle(request));
  vendors = await serve((request) => vendor(request));
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = secrets.origin;
  process.env.RIPOSTE_BASE_URL_JIRA = `${vendors.origin}/jira`;
  process.env.RIPOSTE_BASE_URL_SLACK = `${vendors.origin}/slack`;
});

beforeEach(async () => {
  await product.reset();
  jira = createJira({ clock });
  slack = createSlack({ clock });
  simulators = createSimulators({ clock, extra: { jira: jira.handler, slack: slack.handler } });
});

afterAll(async () => {
  await Promise.all([product.stop(), vendors.close(), secrets.close(), manager.stop()]);
  clock.stop();
});

const vendor = async (request: WireRequest) => {
  const [, system = "", ...rest] = request.path.split("/");
  const handle = simulators.handle(system);
  if (handle === undefined) throw new Error(`nobody simulates ${system}`);
  return handle({ ...request, path: `/${rest.join("/")}` });
};

async function aCase(): Promise<string> {
  const opening = finding();
  const placed = await caseStore().place({
    finding: nameOf(["f-1"], 24),
    entity: { name: "maria", withinSeconds: 3_600 },
    brings: ["severity>=high"],
    news: [],
    raw: "digest",
    content: "digest",
    now: new Date(opening.at),
    head: {
      title: opening.title,
      kind: "impossible-travel",
      playbook: "impossible-travel",
      account: null,
      severity: "high",
    },
    entry: opening,
    run: null,
  });
  if (placed === null) throw new Error("the case was not opened");
  await caseStore().append(placed.case, evidence([section({ simulated: true })]));
  return placed.case;
}

const batchAbout = (id: string) => ({ Records: [{ messageId: "m-1", body: JSON.stringify({ case: id }) }] });
const done = { batchItemFailures: [] };
const again = { batchItemFailures: [{ itemIdentifier: "m-1" }] };

test("a case gets its ticket and its thread, and both are on the case", async () => {
  const id = await aCase();
  expect(await jiraMirror(batchAbout(id))).toEqual(done);
  expect(await slackMirror(batchAbout(id))).toEqual(done);
  expect(jira.issues()).toMatchObject([{ key: "SEC-1", labels: ["riposte", `riposte-${id}`], comments: [{}] }]);
  const thread = slack.messages();
  expect(thread.map(({ metadata }) => metadata?.event_payload)).toEqual([
    { case: id, entry: "head" },
    { case: id, entry: "evidence-1" },
  ]);
  expect(JSON.stringify(thread[0]?.blocks)).toContain("<https://example-corp.atlassian.net/browse/SEC-1|SEC-1>");
  const { mirrors } = await caseStore().view(id);
  expect(mirrors.map(({ system, key, failure }) => ({ system, key, failure }))).toEqual([
    { system: "jira", key: "SEC-1", failure: null },
    { system: "slack", key: thread[0]?.ts, failure: null },
  ]);
});

test.each([
  ["500", "Unavailable: jira answered 500"],
  ["503", "Unavailable: jira answered 503"],
  ["429", "RateLimited: jira asks to wait 5 s"],
  ["401", "Unauthorized: jira refused the credentials"],
  ["garbage", "Unavailable: jira answered 200 with a body that is not its own"],
  ["reset", "Unavailable: jira "],
  ["oversize", "OutputTooLarge: jira answered more"],
] as const)(
  "while Jira fails with %s the message stays, the case says why, and the ticket is whole afterwards",
  async (kind, words) => {
    const id = await aCase();
    simulators.fail("jira", kind);
    expect(await jiraMirror(batchAbout(id))).toEqual(again);
    const [state] = (await caseStore().view(id)).mirrors;
    expect(state).toMatchObject({ key: null, delivered: [] });
    expect(state?.failure).toContain(words);
    expect(JSON.stringify(state)).not.toContain(simulatedJiraSecrets["jira/api-token"]);
    simulators.fail("jira", null);
    expect(await jiraMirror(batchAbout(id))).toEqual(done);
    expect(jira.issues()).toMatchObject([{ comments: [{}] }]);
    expect((await caseStore().view(id)).mirrors[0]?.failure).toBeNull();
  },
);

test.each([
  ["500", "Unavailable: slack answered 500"],
  ["401", "Unauthorized: slack answered invalid_auth"],
  ["garbage", "Unavailable: slack answered with a body that is not its own"],
  ["oversize", "Unavailable: slack could not be reached"],
  ["reset", "Unavailable: slack "],
] as const)(
  "while Slack fails with %s the message stays, the case says why, and the thread is whole afterwards",
  async (kind, words) => {
    const id = await aCase();
    simulators.fail("slack", kind);
    expect(await slackMirror(batchAbout(id))).toEqual(again);
    expect((await caseStore().view(id)).mirrors[0]?.failure).toContain(words);
    simulators.fail("slack", null);
    expect(await slackMirror(batchAbout(id))).toEqual(done);
    expect(slack.messages()).toHaveLength(2);
  },
);

test("refuses a case that is not there, and a configuration without the system", async () => {
  expect(await jiraMirror(batchAbout("C-none"))).toEqual(again);
  const id = await aCase();
  product.writeSettings({ jira: null, slack: null });
  expect(await jiraMirror(batchAbout(id))).toEqual(again);
  expect(await slackMirror(batchAbout(id))).toEqual(again);
});
