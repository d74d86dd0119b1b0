// What has come of the findings, as the vendors and the case table hold it, and the people who decide meanwhile.
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { CaseView } from "../../../actions/kit/contract/index.ts";
import { caseStore } from "../../../actions/kit/runtime/case-store/index.ts";
import { behind } from "../../../cli/start/mirrored.ts";
import type { LocalHost } from "../../../infra/local/host.ts";
import { mirrors, tables } from "../../../infra/local/names.ts";

export interface Outcome {
  /** Null when all is over; else why not yet. */
  readonly waiting: string | null;
  readonly cases: readonly CaseView[];
  /** Statuses of all executions. */
  readonly executions: Readonly<Record<string, string>>;
  /** Each ticket by the case it is of, and each copy of an entry by `case entry`, as often as they are there. */
  readonly tickets: readonly string[];
  readonly comments: readonly string[];
  readonly messages: readonly string[];
  readonly addresses: readonly string[];
  readonly inactiveKeys: readonly string[];
  /** User policies by `user name`. */
  readonly policies: readonly string[];
  readonly deadLetters: number;
}

/** How long a life waits for the end, in milliseconds. */
const patience = 6_000;

export async function settled(host: LocalHost, problems: readonly string[]): Promise<Outcome> {
  const until = performance.now() + patience;
  for (;;) {
    const outcome = await outcomeOf(host);
    if (outcome.waiting === null) return outcome;
    if (performance.now() > until) {
      return { ...outcome, waiting: `${outcome.waiting}; ${problems.slice(-3).join("; ")}` };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const views = async (): Promise<CaseView[]> => {
  const heads = await caseStore().list({ last: 1_000 });
  return Promise.all(heads.map(({ id }) => caseStore().view(id)));
};

/** People decide on about every third plan that waits. */
export async function decideSome(host: LocalHost): Promise<void> {
  for (const view of await views()) {
    for (const plan of openPlans(view)) {
      if (Math.random() > 0.3) continue;
      // Some plans need two people's yes.
      for (const person of plan.approvers.filter((one) => one !== plan.subject)) {
        const decide = { kind: "decide", approval: plan.approval, person, decision: "approved", via: "shell" };
        await host.invoke("riposte-approval", decide);
      }
    }
  }
}

/** Plans of runs that go on: whoever was cut off in the middle of an answer gives it again. */
function openPlans({ entries }: CaseView) {
  const ended = new Set(entries.flatMap((entry) => (entry.kind === "ending" ? [entry.execution] : [])));
  return entries.flatMap((entry) =>
    entry.kind === "plan" && entry.asked && !ended.has(entry.execution) ? [entry] : [],
  );
}

async function outcomeOf(host: LocalHost): Promise<Outcome> {
  const cases = await views();
  const executions = await executionStatuses();
  const { users } = host.iam.snapshot();
  const marks = (value: unknown): string => {
    const { case: id, entry } = value as { case: string; entry: string };
    return `${id} ${entry}`;
  };
  const issues = host.jira.issues();
  return {
    waiting: waitingFor(cases, executions),
    cases,
    executions,
    tickets: issues.flatMap(({ labels }) => labels.filter((label) => label.includes("case-"))),
    comments: issues.flatMap(({ comments }) =>
      comments.flatMap(({ properties }) => properties.map(({ value }) => marks(value))),
    ),
    messages: host.slack
      .messages()
      .flatMap(({ metadata }) => (metadata === null ? [] : [marks(metadata.event_payload)])),
    addresses: await addresses(),
    inactiveKeys: users.flatMap(({ accessKeys }) =>
      accessKeys.filter(({ status }) => status === "Inactive").map(({ id }) => id),
    ),
    policies: users.flatMap(({ name, policies }) => Object.keys(policies).map((policy) => `${name} ${policy}`)),
    deadLetters: await deadLetters(),
  };
}

function waitingFor(cases: readonly CaseView[], executions: Readonly<Record<string, string>>): string | null {
  const running = Object.values(executions).filter((status) => status === "RUNNING").length;
  if (running > 0) return `${running} executions run`;
  const ended = new Set(
    cases.flatMap(({ entries }) => entries.map((one) => (one.kind === "ending" ? one.execution : ""))),
  );
  const untold = Object.keys(executions).filter((name) => !ended.has(name)).length;
  if (untold > 0) return `${untold} executions have no ending on their case`;
  const late = cases.flatMap((view) => behind(view, mirrors).map(({ mirror, why }) => `${mirror}: ${why}`));
  return late.length === 0 ? null : `${late.length} mirrors are behind: ${late[0]}`;
}

async function executionStatuses(): Promise<Record<string, string>> {
  const client = new SFNClient({});
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  const statuses: Record<string, string> = {};
  for (const { stateMachineArn } of stateMachines) {
    let nextToken: string | undefined;
    do {
      const page = await client.send(
        new ListExecutionsCommand({ stateMachineArn, maxResults: 1_000, ...(nextToken && { nextToken }) }),
      );
      for (const { name = "", status = "" } of page.executions ?? []) statuses[name] = status;
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }
  client.destroy();
  return statuses;
}

async function addresses(): Promise<string[]> {
  const client = new DynamoDBClient({});
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tables.ipAddresses }));
  client.destroy();
  return Items.map(({ pk }) => pk?.S ?? "");
}

async function deadLetters(): Promise<number> {
  const client = new SQSClient({});
  const QueueUrl = process.env.RIPOSTE_DEAD_LETTER_QUEUE;
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
  );
  client.destroy();
  return Number(Attributes?.ApproximateNumberOfMessages);
}
