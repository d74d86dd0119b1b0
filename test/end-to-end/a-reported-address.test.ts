// The main job: a sign-in from a reported address goes in through the topic; an enriched case, its ticket and its thread
// come out, and after a person's yes the keys and sessions are gone.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import type { SpiedRequest } from "../../infra/local/simulators/index.ts";
import { type Entry, entriesOf, type Run, startTestHost, type TestHost, within } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";
import { sectionOf, threadText, ticketText } from "./support/reading.ts";

const lookups = ["abuseipdb", "virustotal", "whois", "geo", "siem"];
/** How long the systems are told to take, in milliseconds: the number says who waits. */
const latency = { lookup: 1, jira: 2 };
const keys = ["AKIAEXAMPLEMARIA0001", "AKIAEXAMPLEMARIA0002"];
const anyCall = { action: "s3:GetObject" };

let host: TestHost;
let run: Run;
let plan: Entry<"plan">;
let before: { readonly keysWork: boolean[]; readonly sessionWorks: boolean };
let underWay: readonly SpiedRequest[];
let view: CaseView;

const sessionOf = (issued: number) => ({ user: "maria.lopez", tokenIssuedAt: issued });
const sessionBegan = Date.now() - 3_600_000;
const finding = fromReportedAddress("maria.lopez");

beforeAll(async () => {
  const gate = aGate();
  host = await startTestHost({ sleep: gate.sleep });
  for (const system of lookups) host.simulators.setLatency(system, latency.lookup);
  host.simulators.setLatency("jira", latency.jira);
  before = {
    keysWork: keys.map((accessKey) => host.iam.allows({ accessKey }, anyCall)),
    sessionWorks: host.iam.allows(sessionOf(sessionBegan), anyCall),
  };
  run = await host.run(finding);
  underWay = await askedAtTheSameTime();
  gate.open();
  plan = await host.plan(run);
  expect(await host.decide(plan, "sam.okafor", "approved")).toMatchObject({ ok: true });
  await host.ended(run);
  view = await host.mirrored(run.caseId);
});

/** Nobody behind it gets an answer until it opens; only Jira's first, whether there is such a ticket, passes. */
function aGate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  let askedJira = 0;
  return {
    open: resolve,
    async sleep(milliseconds: number): Promise<void> {
      if (milliseconds === latency.jira) askedJira += 1;
      if (milliseconds !== latency.jira || askedJira > 1) await promise;
    },
  };
}

/** What has been asked and not answered, as soon as every lookup and the new ticket are among it. */
const askedAtTheSameTime = (): Promise<readonly SpiedRequest[]> => {
  const waiting = () => host.simulators.spy.requests().filter(({ answeredAt }) => answeredAt === null);
  const isNewTicket = ({ system, method, path }: SpiedRequest) =>
    system === "jira" && method === "POST" && path === "/rest/api/3/issue";
  const isWhole = (asked: readonly SpiedRequest[]) =>
    asked.some(isNewTicket) && lookups.every((name) => asked.some(({ system }) => system === name));
  return within(
    9_000, // the lookups' own time would be over soon after
    () => (isWhole(waiting()) ? waiting() : null),
    () =>
      `of the lookups and the new ticket only these are asked at the same time: ${waiting()
        .map(({ system, path }) => `${system} ${path}`)
        .join(", ")}`,
  );
};

afterAll(() => host.stop());

describe("the ticket", () => {
  const text = (): string => ticketText(host, view);
  const section = (name: string): string => sectionOf(text(), name);

  test("is the only one, and names the case and the finding", () => {
    expect(host.jira.issues()).toHaveLength(1);
    expect(text()).toContain(run.caseId);
    expect(text()).toContain(finding.id);
  });

  test.each([
    ["AbuseIPDB", ["| Score | 98 |", "| Reports | 412 |", "Lion City VPS"]],
    ["VirusTotal", ["| Malicious | 9 |", "LIONCITY-AS-AP"]],
    ["Known IP", ["| Found | no |"]],
    ["Past events", ["RateLimit /login", "jonas.berg"]],
    ["WHOIS", ["LIONCITY-VPS", "abuse@lioncity-vps.example"]],
    ["Travel", ["Singapore", "Lisbon", "| Impossible | yes |", "| Explained | no |"]],
  ])("has the section of %s with what its source answered", (name, facts) => {
    for (const fact of facts) expect(section(name)).toContain(fact);
  });

  test("has the recent logins with device, session, second factor, user agent, application and address", () => {
    const rows = section("Recent logins").split("\n");
    const columns = rows.find((row) => row.includes("Session")) ?? "";
    for (const column of ["IP", "Application", "Device: name", "Session", "Second factor", "User agent"]) {
      expect(columns).toContain(column);
    }
    const stolen = rows.find((row) => row.includes("idx-3f9a61c0")) ?? "";
    for (const fact of ["203.0.113[.]7", "AWS IAM Identity Center", "DESKTOP-7Q2K", "push", "Chrome/118"]) {
      expect(stolen).toContain(fact);
    }
  });

  test("marks what came from a simulator", () => {
    for (const name of ["AbuseIPDB", "VirusTotal", "WHOIS", "Travel", "Recent logins"]) {
      expect(section(name).split("\n")[0]).toContain("simulated");
    }
    expect(view.head.simulated).toBe(true);
  });

  test("tells plan, decision, containment and end in the order in which they happened", () => {
    const headings = text().match(/^### .*$/gm) ?? [];
    const told = headings.map(
      (heading) => /Plan|Decision|Disable key \d|Revoke sessions|came to its end/.exec(heading)?.[0],
    );
    expect(told.filter((one) => one !== undefined)).toEqual([
      "Plan",
      "Decision",
      "Disable key 1",
      "Disable key 2",
      "Revoke sessions",
      "came to its end",
    ]);
  });
});

test("the address is in the internal database afterwards, with the finding that brought it", async () => {
  const client = new DynamoDBClient({});
  const found = await DynamoDBDocumentClient.from(client).send(
    new GetCommand({ TableName: "riposte-ip-addresses", Key: { pk: "ip#203.0.113.7", sk: "address" } }),
  );
  client.destroy();
  expect(found.Item).toMatchObject({ source: finding.id, verdict: "unknown" });
});

describe("the lookups", () => {
  test("are all under way at the same time", () => {
    expect(underWay.map(({ system }) => system)).toEqual(expect.arrayContaining(lookups));
  });

  test("are under way while the ticket is being opened", () => {
    expect(underWay).toContainEqual(expect.objectContaining({ system: "jira", path: "/rest/api/3/issue" }));
  });
});

describe("the approval", () => {
  test("shows both keys and the sessions, with what undoes each", () => {
    expect(plan.lines.map(({ action }) => action)).toEqual([
      "iam.disable-access-key",
      "iam.disable-access-key",
      "identity.revoke-sessions",
    ]);
    for (const [at, key] of keys.entries()) expect(plan.lines[at]?.target).toContain(key);
    expect(plan.subject).toBe("maria.lopez");
    expect(plan.lines.every(({ undo }) => undo !== "" && !undo.startsWith("no way back"))).toBe(true);
  });

  test("is on the case with who gave it", () => {
    expect(entriesOf(view, "decision")).toMatchObject([{ decision: "approved", by: "sam.okafor", via: "shell" }]);
  });
});

describe("containment", () => {
  test("found keys and a session that worked", () => {
    expect(before).toEqual({ keysWork: [true, true], sessionWorks: true });
  });

  test("has disabled both keys", () => {
    expect(
      host.iam
        .users()
        .find(({ name }) => name === "maria.lopez")
        ?.accessKeys.map(({ status }) => status),
    ).toEqual(["Inactive", "Inactive"]);
    for (const accessKey of keys) expect(host.iam.allows({ accessKey }, anyCall)).toBe(false);
  });

  test("has ended the sessions that were there, and only those", () => {
    expect(host.iam.allows(sessionOf(sessionBegan), anyCall)).toBe(false);
    expect(host.iam.allows(sessionOf(Date.now() + 60_000), anyCall)).toBe(true);
  });

  test("has touched nobody else", () => {
    const others = host.iam.users().filter(({ name }) => name !== "maria.lopez");
    expect(others.flatMap(({ accessKeys }) => accessKeys.filter(({ status }) => status === "Active"))).toHaveLength(3);
    expect(host.iam.snapshot().roles.flatMap(({ policies }) => Object.keys(policies))).toEqual(["respond"]);
  });

  test("is verified, and the case says so line by line", () => {
    expect(entriesOf(view, "containment").map(({ step, item, outcome }) => [step, item, outcome])).toEqual([
      ["disable-key", "0", "done"],
      ["disable-key", "1", "done"],
      ["revoke-sessions", null, "done"],
    ]);
    expect(entriesOf(view, "ending")).toMatchObject([{ status: "SUCCEEDED", error: null }]);
  });
});

test("the Slack thread has the finding, the evidence, the question and the end", () => {
  const text = threadText(host, view);
  expect(host.slack.messages().every(({ channel }) => channel === "C0SECOPS1")).toBe(true);
  for (const word of [
    "Impossible travel of maria.lopez",
    "AbuseIPDB",
    "VirusTotal",
    "AKIAEXAMPLEMARIA0001",
    "sam.okafor",
  ]) {
    expect(text).toContain(word);
  }
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
