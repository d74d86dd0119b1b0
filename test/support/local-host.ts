// The whole product in the test's own process: the shipped configuration and library on a host of its own, findings that
// come in through the topic, people who decide through `riposte-approval`, and waits that end as soon as what they wait
// for is there. One host a process: functions keep their clients, as they do in a Lambda.
import { setTimeout as sleep } from "node:timers/promises";
import { GetExecutionHistoryCommand, type HistoryEvent, SFNClient } from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { vi } from "vitest";
import * as z from "zod";
import { type CaseEntry, type CaseView, type Configuration, executionInput } from "../../actions/kit/contract/index.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { checkedConfiguration, soundLibrary } from "../../cli/project.ts";
import { behind } from "../../cli/start/mirrored.ts";
import { type HostOptions, type LocalHost, startHost } from "../../infra/local/host.ts";
import { mirrors } from "../../infra/local/names.ts";
import type { Issue } from "../../infra/local/simulators/jira/index.ts";
import type { CompiledLibrary } from "../../playbooks/compiler/library.ts";

export type Entry<Kind extends CaseEntry["kind"]> = Extract<CaseEntry, { kind: Kind }>;

/** An execution that a finding started. */
export interface Run {
  readonly executionArn: string;
  readonly execution: string;
  readonly caseId: string;
}

const decided = z.object({ ok: z.boolean(), message: z.string(), decision: z.string().nullable() });
export type Decided = z.infer<typeof decided>;

export interface TestHost extends LocalHost {
  readonly library: CompiledLibrary;
  /** What went wrong in the background, in the host's words. */
  readonly problems: readonly string[];
  /** Publishes to the topic, as a SIEM does: an object as JSON, a text as it is. */
  publish(message: object | string): Promise<void>;
  /** The execution that the finding of this id has started, or starts. */
  started(findingId: string): Promise<Run>;
  /** Publishes a finding and waits for its execution. */
  run(finding: { readonly id: string }): Promise<Run>;
  view(caseId: string): Promise<CaseView>;
  /** The case as soon as it is so. `what` names it, should it never be. */
  whenCase(caseId: string, what: string, isSo: (view: CaseView) => boolean): Promise<CaseView>;
  /** The plan that a run asks somebody about. */
  plan(run: Run): Promise<Entry<"plan">>;
  decide(plan: Entry<"plan">, person: string, decision: "approved" | "denied"): Promise<Decided>;
  /** As many people say yes as the plan needs. */
  approve(run: Run): Promise<Entry<"plan">>;
  /** The case once the run's ending is on it. */
  ended(run: Run): Promise<CaseView>;
  /** The case once every mirror has all of its entries. */
  mirrored(caseId: string): Promise<CaseView>;
  /** The ticket as the ticketing system holds it. */
  ticket(view: CaseView): Issue;
  history(run: Run): Promise<HistoryEvent[]>;
}

export type TestHostOptions = Partial<Omit<HostOptions, "configuration" | "port" | "onError">> & {
  /** Changes of the shipped configuration. */
  readonly configuration?: Partial<Configuration>;
};

/** How long anything may take that happens without a person, in milliseconds: generous, for a machine with much to do. */
const patience = 20_000;
/** Between two looks, in milliseconds. */
const pause = 15;
// A wait that is over says what it waited for; the runner's own limits would not.
vi.setConfig({ hookTimeout: 60_000, testTimeout: 60_000 });

export async function startTestHost({ configuration, ...options }: TestHostOptions = {}): Promise<TestHost> {
  const problems: string[] = [];
  const library = options.library ?? soundLibrary();
  const host = await startHost({
    dataDir: null,
    ...options,
    library,
    configuration: { ...checkedConfiguration(), ...configuration },
    port: 0,
    onError: (what) => problems.push(what),
  });
  const runs = startedRuns(host);
  const sns = new SNSClient({});
  const sfn = new SFNClient({});
  const soon = <T>(what: string, look: () => Promise<T | null> | T | null) =>
    within(
      patience,
      look,
      () => `${what} within ${patience / 1_000} s; the host says: ${problems.join("; ") || "nothing"}`,
    );

  const self: TestHost = {
    ...host,
    library,
    problems,
    async publish(message) {
      const text = typeof message === "string" ? message : JSON.stringify(message);
      await sns.send(new PublishCommand({ TopicArn: host.topicArn, Message: text }));
    },
    started: (findingId) => soon(`finding ${findingId} started nothing`, () => runs.get(findingId) ?? null),
    async run(finding) {
      const before = runs.get(finding.id);
      const isNew = (run: Run | undefined): Run | null => (run === undefined || run === before ? null : run);
      await self.publish(finding);
      return soon(`finding ${finding.id} started nothing`, () => isNew(runs.get(finding.id)));
    },
    view: (caseId) => caseStore().view(caseId),
    async whenCase(caseId, what, isSo) {
      let last: CaseView | null = null;
      const lookAgain = async () => {
        last = await self.view(caseId);
        return isSo(last) ? last : null;
      };
      return within(
        patience,
        lookAgain,
        () => `${what} did not happen within ${patience / 1_000} s; ${seen(last, problems)}`,
      );
    },
    async plan(run) {
      const isAsked = (entry: CaseEntry) => entry.kind === "plan" && entry.execution === run.execution && entry.asked;
      const view = await self.whenCase(run.caseId, "a question to somebody", ({ entries }) => entries.some(isAsked));
      return view.entries.find(isAsked) as Entry<"plan">;
    },
    async decide({ approval }, person, decision) {
      const answer = await host.invoke("riposte-approval", {
        kind: "decide",
        approval,
        person,
        decision,
        via: "shell",
      });
      if (!answer.ok) throw new Error(`deciding ${approval} failed: ${answer.errorMessage}`);
      return decided.parse(answer.payload);
    },
    async approve(run) {
      const plan = await self.plan(run);
      for (const person of plan.approvers) {
        const answer = await self.decide(plan, person, "approved");
        if (!answer.ok) throw new Error(`${person} may not approve: ${answer.message}`);
        if (answer.decision === "approved") return plan;
      }
      throw new Error(`approval ${plan.approval} needs more people than there are`);
    },
    ended: ({ caseId, execution }) =>
      self.whenCase(caseId, "the end of the execution", ({ entries }) =>
        entries.some((entry) => entry.kind === "ending" && entry.execution === execution),
      ),
    mirrored: (caseId) =>
      self.whenCase(caseId, "the delivery of everything to every mirror", (view) => behind(view, mirrors).length === 0),
    ticket(view) {
      const key = view.mirrors.find(({ system }) => system === "jira")?.key ?? null;
      const issue = key === null ? null : host.jira.issue(key);
      if (issue === null) throw new Error(`case ${view.head.id} has no ticket`);
      return issue;
    },
    async history({ executionArn }) {
      const events: HistoryEvent[] = [];
      let nextToken: string | undefined;
      do {
        const page = await sfn.send(
          new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000, ...(nextToken && { nextToken }) }),
        );
        events.push(...(page.events ?? []));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return events;
    },
    async stop() {
      sns.destroy();
      sfn.destroy();
      await host.stop();
    },
  };
  return self;
}

/** Entries of one kind, in order. */
export const entriesOf = <Kind extends CaseEntry["kind"]>({ entries }: CaseView, kind: Kind): Entry<Kind>[] =>
  entries.filter((entry): entry is Entry<Kind> => entry.kind === kind);

/** Every execution since the host started, by the id of its finding; the latest where there are several. */
function startedRuns(host: LocalHost): ReadonlyMap<string, Run> {
  const runs = new Map<string, Run>();
  host.stepFunctions.observe((executionArn, event) => {
    const text = event.executionStartedEventDetails?.input;
    if (text === undefined) return;
    const { finding, run } = executionInput.parse(JSON.parse(text));
    const execution = executionArn.slice(executionArn.lastIndexOf(":") + 1);
    runs.set(String(finding.id), { executionArn, execution, caseId: run.case });
  });
  return runs;
}

/** What `look` finds, as soon as it is there. */
export async function within<T>(
  milliseconds: number,
  look: () => Promise<T | null> | T | null,
  failed: () => string,
): Promise<T> {
  const until = performance.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > until) throw new Error(failed());
    await sleep(pause);
  }
}

const seen = (view: CaseView | null, problems: readonly string[]): string =>
  [
    `the case has ${view?.entries.map(({ kind }) => kind).join(", ") ?? "not been seen"}`,
    ...(view?.mirrors.flatMap(({ system, failure }) => (failure === null ? [] : [`${system}: ${failure}`])) ?? []),
    ...problems.map((problem) => `the host says: ${problem}`),
  ].join("; ");
