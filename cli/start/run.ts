// The run behind `riposte start`: opens the host, publishes, follows the execution and its decisions, and prints what came
// of it.
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { DataDirBusy } from "../../infra/local/aws/index.ts";
import { type LocalHost, startHost } from "../../infra/local/host.ts";
import { mirrors } from "../../infra/local/names.ts";
import { PortBusy } from "../../infra/local/server.ts";
import { type Recording, standings } from "../../playbooks/compiler/record/items.ts";
import { checkedConfiguration, soundLibrary } from "../project.ts";
import { caseText } from "../show/case.ts";
import { type StepList, stepList } from "../show/steps.ts";
import { Stop } from "../stop.ts";
import { answerPlan, Interrupted, openPlan } from "./decide.ts";
import { runDocument } from "./document.ts";
import { type Publishable, publishable } from "./finding.ts";
import { behind, mirroredCase } from "./mirrored.ts";
import type { StartOptions } from "./options.ts";
import { type ShownStep, type Watched, watch } from "./watch.ts";

/** How long the mirrors may take, in milliseconds, before the case is shown as it is. */
const patience = 20_000;
/** How long a published finding may take to start an execution, in milliseconds. */
const startPatience = 15_000;

/** Runs until the case is mirrored, or until Ctrl-C. */
export async function run(options: StartOptions): Promise<void> {
  const library = soundLibrary();
  const say = (text: string): void => void (options.json ? process.stderr : process.stdout).write(text);
  const finding = publishable(options.finding, Date.now());
  const interrupted = Promise.withResolvers<"interrupted">();
  process.once("SIGINT", () => interrupted.resolve("interrupted"));
  process.once("SIGTERM", () => interrupted.resolve("interrupted"));
  const host = await openHost(options, library);
  try {
    if (!options.json) {
      say(`Local host: ${host.origin} (AWS APIs and simulated vendors; topic ${host.topicArn})\n`);
      say(`${keptText(options.dataDir)}\n`);
    }
    const shown = show(host, options, finding, library, say).catch((error: unknown) => {
      if (error instanceof Interrupted) return "interrupted" as const;
      throw error;
    });
    const ended = await Promise.race([shown, interrupted.promise]);
    if (ended === "interrupted") process.exitCode = 130;
    else if (!options.once) {
      say(`\nStill serving on ${host.origin}. Publish to ${host.topicArn}, or stop with Ctrl-C.\n`);
      await interrupted.promise;
    }
  } finally {
    await host.stop();
  }
}

/** What outlives the process, and where. */
const keptText = (dataDir: string | null): string =>
  dataDir === null
    ? "Everything is kept in memory and ends with this process; --data-dir DIR keeps it."
    : `Kept in ${resolve(dataDir)}: executions, messages, cases, evidence, secrets and the simulators' state.`;

async function openHost(options: StartOptions, library: ReturnType<typeof soundLibrary>): Promise<LocalHost> {
  try {
    return await startHost({
      ...options,
      configuration: checkedConfiguration(),
      library,
      onError: (what) => process.stderr.write(`riposte: ${what}\n`),
    });
  } catch (error) {
    if (error instanceof PortBusy || error instanceof DataDirBusy) throw new Stop(1, error.message);
    throw error;
  }
}

/** Publishes, follows the execution and its decisions, and prints what came of it. */
async function show(
  host: LocalHost,
  options: StartOptions,
  { message, finding }: Publishable,
  library: ReturnType<typeof soundLibrary>,
  say: (text: string) => void,
): Promise<void> {
  const list = options.json ? null : stepList(process.stdout);
  const playbook = library.playbooks.find(({ recording }) => recording.kind === finding.kind);
  const ids = new Set(library.playbooks.flatMap(({ recording }) => stepsOf(recording)));
  const decisions = decisionsFor(host, options, list, say);
  const watching = watch(host.stepFunctions, finding.id, ids, decisions.changed);
  say(`Published: ${finding.title}\n\n`);
  const sns = new SNSClient({});
  await sns.send(new PublishCommand({ TopicArn: host.topicArn, Message: message }));
  sns.destroy();
  const watched = await startedSoon(watching);
  decisions.follow(watched);
  await Promise.race([watched.closed, decisions.failed]);
  list?.rest();
  const view = await mirroredCase(watched.caseId, watched.name, mirrors, patience);
  if (options.json)
    process.stdout.write(`${JSON.stringify(await runDocument(host, watched, view, playbook), null, 2)}\n`);
  else say(`\n${caseText(view)}`);
  const late = behind(view, mirrors);
  for (const { mirror, why } of late) process.stderr.write(`riposte: ${mirror} is not complete: ${why}\n`);
  if (late.length > 0) process.exitCode = 1;
}

const stepsOf = (recording: Recording): readonly string[] => [...standings(recording.block)].map(({ item }) => item.id);

async function startedSoon(watching: Promise<Watched>): Promise<Watched> {
  const over = new AbortController();
  const late = sleep(startPatience, null, { signal: over.signal, ref: false }).catch(() => null);
  const watched = await Promise.race([watching, late]);
  over.abort();
  if (watched !== null) return watched;
  throw new Stop(
    1,
    `the finding started no execution within ${startPatience / 1_000} s: it joined an open case, or look at the dead-letter queue`,
  );
}

interface Decisions {
  changed(step: ShownStep): void;
  follow(watched: Watched): void;
  /** Rejects when a decision could not be taken. */
  readonly failed: Promise<never>;
}

/** Sees to every question of the run, one after the other. */
function decisionsFor(
  host: LocalHost,
  options: StartOptions,
  list: StepList | null,
  say: (text: string) => void,
): Decisions {
  const failed = Promise.withResolvers<never>();
  const execution = Promise.withResolvers<Watched>();
  let last: Promise<void> = Promise.resolve();
  const answer = async (): Promise<void> => {
    const { caseId, name } = await execution.promise;
    const plan = await openPlan(caseId, name);
    if (plan === null) return;
    list?.rest();
    await answerPlan({ host, plan, caseId, say }, options.answer);
  };
  return {
    changed(step) {
      list?.changed(step);
      if (step.status === "waiting") last = last.then(answer).catch(failed.reject);
    },
    follow: execution.resolve,
    failed: failed.promise,
  };
}
