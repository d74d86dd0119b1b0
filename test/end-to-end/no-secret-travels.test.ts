// What travels is evidence, never a secret. The whole history of a run, everything kept of it and everything that people
// read is walked for every secret that the host holds, and for the token that the approval's task waits with.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DescribeStateMachineCommand, type HistoryEvent, SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import { tables } from "../../infra/local/names.ts";
import { simulatedSecrets } from "../../infra/local/simulators/index.ts";
import { simulatedJiraSecrets } from "../../infra/local/simulators/jira/index.ts";
import { simulatedSlackSecrets } from "../../infra/local/simulators/slack/index.ts";
import { entriesOf, type Run, startTestHost, type TestHost } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";

/** The package brings no types. */
const validate = createRequire(import.meta.url)("asl-validator") as (definition: unknown) => {
  readonly isValid: boolean;
  readonly errorsText: (separator: string) => string;
};

const secrets: Readonly<Record<string, string>> = {
  ...simulatedSecrets,
  ...simulatedJiraSecrets,
  ...simulatedSlackSecrets,
};

let host: TestHost;
let run: Run;
let view: CaseView;
let history: readonly HistoryEvent[];
let rows: Readonly<Record<string, readonly Record<string, unknown>[]>>;

beforeAll(async () => {
  host = await startTestHost();
  // A vendor that answers with what it was sent is the likeliest way for a secret to come back.
  host.simulators.fail("virustotal", "401");
  run = await host.run(fromReportedAddress("maria.lopez"));
  await host.approve(run);
  await host.ended(run);
  view = await host.mirrored(run.caseId);
  history = await host.history(run);
  rows = { cases: await scanned(tables.cases), ipAddresses: await scanned(tables.ipAddresses) };
});

afterAll(() => host.stop());

async function scanned(table: string): Promise<Record<string, unknown>[]> {
  const client = new DynamoDBClient({});
  const { Items = [], LastEvaluatedKey } = await DynamoDBDocumentClient.from(client).send(
    new ScanCommand({ TableName: table }),
  );
  client.destroy();
  if (LastEvaluatedKey !== undefined) throw new Error(`${table} is larger than one page`);
  return Items;
}

/** Every string inside, in whatever it is wrapped: JSON in strings is opened. */
function* strings(value: unknown): Generator<string> {
  if (value instanceof Set) yield* strings([...value]);
  else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      yield name;
      yield* strings(inner);
    }
  } else if (typeof value === "string") {
    yield value;
    if (/^\s*[[{"]/.test(value)) yield* strings(opened(value));
  }
}

function opened(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const base64 = (text: string): string => Buffer.from(text).toString("base64").replace(/=+$/, "");
const escaped = (text: string): string => text.replace(/[^\w]/g, "\\$&");

/** As it is, and encoded by itself; one of digits only where no other digit touches it. */
function spellings(secret: string): RegExp {
  const plain = /^\d+$/.test(secret) ? `(?<![\\d.])${secret}(?![\\d.])` : escaped(secret);
  return new RegExp(`${plain}|${escaped(base64(secret).slice(0, -1))}`);
}

/** As HTTP's basic authentication sends them. */
const basic = {
  "jira's credentials": base64(`${secrets["jira/email"]}:${secrets["jira/api-token"]}`),
  "maxmind's credentials": base64(`${secrets["geo/maxmind-account"]}:${secrets["geo/maxmind-licence-key"]}`),
};

const places: Readonly<Record<string, () => unknown>> = {
  "the history": () => history,
  "the case": () => view,
  "the case table": () => rows.cases,
  "the table of addresses": () => rows.ipAddresses,
  "the ticket": () => host.ticket(view),
  "the thread": () => host.slack.messages(),
  "the settings file": () => readFileSync(process.env.RIPOSTE_SETTINGS ?? "", "utf8"),
  "the state machines": () => host.library.playbooks.map(({ machine }) => machine),
};

/** Where it is found, each with a little of what stands around it. */
const hits = (where: unknown, secret: RegExp | string): string[] =>
  [...strings(where)].flatMap((text) => {
    const at = typeof secret === "string" ? text.indexOf(secret) : text.search(secret);
    return at < 0 ? [] : [text.slice(Math.max(0, at - 40), at + 80)];
  });

test("every simulated secret can be told from the words around it", () => {
  expect(Object.values(secrets).filter((value) => value.length < 6 || value === "riposte")).toEqual([]);
});

test("a secret would be found wherever it is: wrapped in JSON, in a name, in a set, encoded", () => {
  const secret = spellings("simulated-splunk-token");
  const header = `Splunk simulated-splunk-token`;
  const hidden = [
    { a: [header] },
    { [header]: 1 },
    JSON.stringify({ b: JSON.stringify({ header }) }),
    new Set([header]),
  ];
  for (const place of [...hidden, base64("simulated-splunk-token")])
    expect(hits(place, secret).length).toBeGreaterThan(0);
  expect(hits("account 100001, not 1000012", spellings("100001"))).toHaveLength(1);
  expect(hits("1795410394.1000010", spellings("100001"))).toEqual([]);
});

describe.each(Object.entries(places))("%s", (_name, place) => {
  test("has something in it", () => {
    expect([...strings(place())].length).toBeGreaterThan(5);
  });

  test.each(Object.keys(secrets))("does not hold the secret %s", (name) => {
    expect(hits(place(), spellings(secrets[name] ?? ""))).toEqual([]);
  });

  test.each(Object.entries(basic))("does not hold %s as they are sent", (_what, header) => {
    expect(hits(place(), header)).toEqual([]);
  });
});

describe("the task's token", () => {
  const isApproval = (row: Record<string, unknown>): boolean => String(row.pk).startsWith("approval#");
  const token = (): string => {
    const row = rows.cases?.find(isApproval);
    const kept = opened(String(row?.approval)) as { readonly token?: string } | null;
    if (kept?.token === undefined || kept.token.length < 16) throw new Error("no token is kept with the approval");
    return kept.token;
  };

  test("is in no input and no output of a state, and in no answer of a step", () => {
    const flowing = history.map(
      ({ type, stateEnteredEventDetails: entered, stateExitedEventDetails: exited, ...rest }) => ({
        type,
        in: entered?.input,
        out: [exited?.output, exited?.assignedVariables],
        answer: rest.taskSucceededEventDetails?.output,
        end: [rest.executionStartedEventDetails, rest.executionSucceededEventDetails],
      }),
    );
    expect(hits(flowing, token())).toEqual([]);
  });

  test("is sent by the approval's own task alone", () => {
    const senders = history.filter((event) => hits(event, token()).length > 0).map(({ type }) => type);
    expect(senders).toEqual(["TaskScheduled"]);
  });

  test("is kept with the approval alone, and no person reads it", () => {
    expect(
      hits(
        rows.cases?.filter((row) => !isApproval(row)),
        token(),
      ),
    ).toEqual([]);
    for (const place of ["the case", "the ticket", "the thread", "the table of addresses"]) {
      expect(hits(places[place]?.(), token())).toEqual([]);
    }
  });
});

test("what was refused for its secret is on the case without it", () => {
  const outcomes = entriesOf(view, "evidence").flatMap(({ sections }) => sections);
  expect(outcomes.find(({ step }) => step === "virustotal")).toMatchObject({
    status: "failed",
    error: { name: "Unauthorized" },
  });
});

test("every definition that runs here passes asl-validator", async () => {
  const client = new SFNClient({});
  for (const { recording } of host.library.playbooks) {
    const stateMachineArn = `${host.stateMachines}riposte-${recording.id}`;
    const { definition } = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    const verdict = validate(JSON.parse(definition ?? "null"));
    expect(verdict.isValid ? "" : verdict.errorsText("\n")).toBe("");
    expect(definition).not.toContain("${");
  }
  client.destroy();
});
