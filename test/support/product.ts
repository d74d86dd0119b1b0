// What the product's functions need around them: the case table (dynalite), and services that note what they are asked.
// One loopback port, found by the SDK's own environment variables.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Settings, settings as settingsSchema } from "../../actions/kit/contract/index.ts";
import { createDynamoDb, type DynamoDb } from "../../infra/local/aws/dynamodb/dynamodb.ts";

export interface Noted {
  /** `DynamoDB`, `SQS`, `SFN` or `S3`. */
  readonly service: string;
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

/** What a service answers instead of its own: an error's name, or an output. */
export type Scripted = { readonly error: string } | { readonly output: object };

export interface Product {
  readonly noted: Noted[];
  /** What was asked of one service. */
  asked(service: string, operation?: string): Noted[];
  /** Answers the next call of an operation so; `crash` before the call reaches its service. */
  next(operation: string, answer: Scripted): void;
  /** Answers every call of an operation by a function of its input; null leaves it to the service. */
  always(operation: string, answer: (input: Record<string, unknown>) => Scripted | null): void;
  writeSettings(changes: Partial<Settings>): void;
  /** As new: an empty table, nothing noted, nothing scripted. The port stays, because clients keep it. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startProduct(changes: Partial<Settings> = {}): Promise<Product> {
  let dynamo = await emptyTables();
  const noted: Noted[] = [];
  const once = new Map<string, Scripted[]>();
  const always = new Map<string, (input: Record<string, unknown>) => Scripted | null>();
  const executions = new Set<string>();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const call = noteOf(request, body);
    noted.push(call);
    const scripted = once.get(call.operation)?.shift() ?? always.get(call.operation)?.(call.input) ?? null;
    if (scripted === null && call.service === "DynamoDB") {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const answer = await dynamo.handle({ method: "POST", path: "/", query: new URLSearchParams(), headers, body });
      response.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    const answer = scripted ?? ownAnswer(call, executions);
    const status = "error" in answer ? 400 : 200;
    const text = "error" in answer ? { __type: `com.example#${answer.error}`, message: "scripted" } : answer.output;
    response
      .writeHead(status, { "content-type": "application/x-amz-json-1.0" })
      .end(call.service === "S3" ? "" : JSON.stringify(text));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const folder = mkdtempSync(join(tmpdir(), "riposte-test-"));
  const path = join(folder, "settings.json");
  setEnvironment(server, path);
  const writeSettings = (more: Partial<Settings>): void =>
    writeFileSync(path, JSON.stringify({ ...aSettings(), ...changes, ...more }));
  writeSettings({});
  return {
    noted,
    asked: (service, operation) =>
      noted.filter((call) => call.service === service && (operation ?? call.operation) === call.operation),
    next: (operation, answer) => once.set(operation, [...(once.get(operation) ?? []), answer]),
    always: (operation, answer) => always.set(operation, answer),
    writeSettings,
    reset: async () => {
      await dynamo.stop();
      dynamo = await emptyTables();
      noted.length = 0;
      for (const kept of [once, always, executions]) kept.clear();
      writeSettings({});
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await dynamo.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function emptyTables(): Promise<DynamoDb> {
  const dynamo = createDynamoDb({ dataDir: null });
  await dynamo.createTables(["riposte-cases"]);
  return dynamo;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const services: Readonly<Record<string, string>> = {
  DynamoDB_20120810: "DynamoDB",
  AmazonSQS: "SQS",
  AWSStepFunctions: "SFN",
};

function noteOf(request: IncomingMessage, body: Buffer): Noted {
  const [prefix, operation] = String(request.headers["x-amz-target"] ?? "").split(".");
  const service = services[prefix ?? ""];
  if (service === undefined || operation === undefined) {
    return { service: "S3", operation: "PutObject", input: { path: request.url, body: body.toString() } };
  }
  return { service, operation, input: JSON.parse(body.toString()) };
}

function ownAnswer({ operation, input }: Noted, executions: Set<string>): Scripted {
  if (operation === "SendMessage") {
    const md5 = createHash("md5").update(String(input.MessageBody)).digest("hex");
    return { output: { MessageId: "m-1", MD5OfMessageBody: md5 } };
  }
  if (operation === "StartExecution") {
    const name = String(input.name);
    if (executions.has(name)) return { error: "ExecutionAlreadyExists" };
    executions.add(name);
    const arn = String(input.stateMachineArn).replace(":stateMachine:", ":execution:");
    return { output: { executionArn: `${arn}:${name}`, startDate: 1_795_000_000 } };
  }
  return { output: {} };
}

function setEnvironment(server: Server, settingsPath: string): void {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    RIPOSTE_SETTINGS: settingsPath,
    RIPOSTE_CASES_TABLE: "riposte-cases",
    RIPOSTE_EVIDENCE_BUCKET: "riposte-evidence",
    RIPOSTE_DEAD_LETTER_QUEUE: `${url}/000000000000/riposte-findings-dead`,
    RIPOSTE_MIRROR_QUEUES: JSON.stringify({ jira: `${url}/000000000000/riposte-mirror-jira.fifo` }),
    RIPOSTE_STATE_MACHINES: "arn:aws:states:us-east-1:000000000000:stateMachine:",
  });
}

const account = "111122223333";

const person = (id: string, name: string) => ({
  id,
  name,
  email: `${id}@example.com`,
  roles: ["approver"],
  slack: null,
  identities: [],
});

/** Settings of the simulated organisation: one playbook, which asks. */
export const aSettings = (): Settings =>
  settingsSchema.parse({
    organisation: "Example Corp",
    people: [
      person("dana.kim", "Dana Kim"),
      person("sam.okafor", "Sam Okafor"),
      person("maria.lopez", "Maria Lopez"),
      person("lee.wong", "Lee Wong"),
    ],
    approvers: { "identity-oncall": ["dana.kim", "sam.okafor", "maria.lopez"] },
    protectedSubjects: [],
    accounts: [account],
    networks: { egress: ["198.51.100.0/24"], vpn: [] },
    bindings: { siem: "splunk" },
    publishers: [{ source: "splunk", kinds: ["impossible-travel", "unclassified"], accounts: [account] }],
    slack: null,
    jira: null,
    playbooks: [aPlaybook()],
  });

export const aPlaybook = () => ({
  id: "impossible-travel",
  title: "Impossible travel",
  kind: "impossible-travel",
  version: "v1",
  stateMachine: "riposte-impossible-travel",
  manualMinutes: 15,
  mode: { default: "ask", accounts: {} },
  repeats: { sameEntity: [["user", "name"]], withinSeconds: 14_400, storm: { over: 50, inSeconds: 600 } },
  steps: [
    { id: "who", action: "identity.resolve-principal", word: "read" },
    { id: "abuseipdb", action: "abuseipdb.check-ip", word: "attempt" },
    { id: "evidence", action: "cases.add-evidence", word: "record" },
    { id: "verdict", action: null, word: "choose" },
    { id: "approve-containment", action: null, word: "approval" },
    { id: "each-key", action: null, word: "forEach" },
    { id: "disable-key", action: "iam.disable-access-key", word: "contain" },
    { id: "revoke-sessions", action: "identity.revoke-sessions", word: "contain" },
  ],
});

/** A finding of impossible travel as a SIEM publishes it, seen a minute before `now`. */
export const aFinding = (changes: Readonly<Record<string, unknown>> = {}, now = new Date()) => {
  const at = (minutesAgo: number): string => new Date(now.getTime() - minutesAgo * 60_000).toISOString();
  return {
    id: "finding-1",
    version: "1",
    kind: "impossible-travel",
    title: "Impossible travel of maria.lopez",
    description: "Lisbon, then Singapore, within 40 minutes.",
    severity: "high",
    detectedAt: at(1),
    firstSeen: at(43),
    lastSeen: at(3),
    source: "splunk",
    account,
    region: "us-east-1",
    resources: [],
    tags: [],
    user: { name: "maria.lopez", email: "maria.lopez@example.com", id: null },
    sourceIp: "203.0.113.7",
    loginAt: at(3),
    previousIp: "198.51.100.20",
    previousLoginAt: at(43),
    userAgent: null,
    application: null,
    ...changes,
  };
};

/** An SQS batch of these messages, each as SNS wraps it. */
export const aBatch = (...messages: readonly unknown[]) => ({
  Records: messages.map((message, index) => ({
    messageId: `message-${index}`,
    body: JSON.stringify({
      Type: "Notification",
      MessageId: `sns-${index}`,
      TopicArn: "arn:aws:sns:us-east-1:000000000000:riposte-findings",
      Message: typeof message === "string" ? message : JSON.stringify(message),
    }),
  })),
});
