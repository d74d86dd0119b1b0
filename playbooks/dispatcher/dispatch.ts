// A finding in, an execution out: kept as it came, placed on a case, its playbook chosen and started. Every step may be
// repeated; a delivery that died anywhere in between is continued by the next.
import { inertLine, type Mode, type PlaybookSettings } from "../../actions/kit/contract/index.ts";
import {
  type Arrival,
  caseStore,
  type Doubt,
  type Placement,
  type Run,
} from "../../actions/kit/runtime/case-store/index.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import type { Finding } from "../findings/index.ts";
import { doubtsOf } from "./doubts.ts";
import {
  contentOf,
  entityName,
  executionName,
  findingName,
  newsOf,
  playbookFor,
  severitiesOf,
  severityNews,
} from "./identity.ts";
import { digestOfText, keepRaw } from "./raw-message.ts";
import { isFinal, startExecution } from "./start-execution.ts";

export interface Request {
  readonly finding: Finding;
  /** The message as it came. */
  readonly text: string;
  /** Who asked for it; null for what a publisher sent. */
  readonly requestedBy: string | null;
  readonly mode: Mode;
  readonly attempt: number;
  readonly now: Date;
}

export interface Dispatched {
  readonly case: string;
  readonly how: Placement["how"];
  readonly playbook: string | null;
  readonly execution: string | null;
  readonly executionArn: string | null;
}

/** What is known of a request before anything is written. */
interface Plan {
  readonly request: Request;
  readonly name: string;
  readonly playbook: PlaybookSettings | null;
  readonly execution: string | null;
  readonly doubts: readonly Doubt[];
  readonly run: Run;
}

export async function dispatch(request: Request): Promise<Dispatched> {
  const [{ plan, placement }] = await Promise.all([place(request), keepRaw(request.text)]);
  const starts = placement.how === "opened" || placement.brought.length > 0 || isAskedFor(request);
  const { playbook, execution } = plan;
  const nothing = { case: placement.case, how: placement.how, playbook: playbook?.id ?? null };
  if (!starts) return { ...nothing, execution: null, executionArn: null };
  await tellCase(plan, placement);
  if (playbook === null || execution === null) return { ...nothing, execution: null, executionArn: null };
  return { ...nothing, execution, executionArn: await start(plan, playbook, execution, placement.case) };
}

/** A publisher that says something new under an old id and version is heard: it is another edition of the finding. */
async function place(request: Request): Promise<{ plan: Plan; placement: Placement }> {
  for (const edition of [null, contentOf(request.finding)]) {
    const plan = planOf(request, edition);
    const placement = await caseStore().place(arrivalOf(plan));
    if (placement !== null) return { plan, placement };
  }
  throw new Error(`finding ${request.finding.id} of ${request.finding.source} has no name of its own`);
}

const isAskedFor = ({ requestedBy, attempt }: Request): boolean => requestedBy !== null || attempt > 1;

function planOf(request: Request, edition: string | null): Plan {
  const { finding, mode, attempt, requestedBy, now } = request;
  const named = { finding, mode, edition };
  const current = settings();
  const playbook = playbookFor(finding, current.playbooks);
  const doubts = doubtsOf(finding, { settings: current, requestedBy, now });
  const startedBy = (requestedBy ?? finding.source).slice(0, 120);
  return {
    request,
    name: findingName(named),
    playbook,
    execution: playbook === null ? null : executionName(playbook.id, named, attempt),
    doubts,
    run: { startedBy, requestedBy, mode, attempt, account: finding.account, at: now.toISOString(), doubts },
  };
}

function arrivalOf({ request, name, playbook, execution, run }: Plan): Arrival {
  const { finding, mode, now, text } = request;
  const repeats = playbook?.repeats ?? null;
  const entity = repeats === null ? null : entityName(finding, mode, repeats.sameEntity);
  const title = inertLine(mode === "dry-run" ? `dry run: ${finding.title}` : finding.title).slice(0, 300);
  return {
    finding: name,
    entity: entity === null || repeats === null ? null : { name: entity, withinSeconds: repeats.withinSeconds },
    brings: severitiesOf(finding),
    news: newsOf(finding),
    raw: digestOfText(text),
    content: contentOf(finding),
    now,
    head: {
      title,
      kind: finding.kind,
      playbook: playbook?.id ?? "none",
      account: finding.account,
      severity: finding.severity,
    },
    entry: findingEntry(request, name),
    run: execution === null ? null : { execution, run },
  };
}

const findingEntry = ({ finding, now }: Request, name: string): Arrival["entry"] => ({
  kind: "finding",
  id: `finding:${name}`,
  at: now.toISOString(),
  simulated: false,
  finding: finding.id,
  source: inertLine(finding.source),
  title: inertLine(finding.title),
  severity: finding.severity,
});

/** What the case must say before the execution runs: the finding, where it joined, and what speaks against it. */
async function tellCase(
  { request, name, playbook, execution, doubts, run }: Plan,
  placement: Placement,
): Promise<void> {
  const store = caseStore();
  const { finding, now, requestedBy, attempt } = request;
  const head = { at: now.toISOString(), simulated: false };
  const note = (id: string, text: string): Arrival["entry"] => ({ ...head, kind: "note", id, by: "riposte", text });
  const entries = [
    ...(placement.how === "joined" ? [findingEntry(request, name)] : []),
    ...(doubts.length === 0 ? [] : [note(`doubts:${name}`, doubtsInWords(doubts))]),
    ...(playbook === null ? [note(`no-playbook:${name}`, noPlaybook(finding))] : []),
    ...(placement.follows === null
      ? []
      : [note(`follows:${name}`, `the same entity had ${placement.follows}, which is closed`)]),
    ...(requestedBy === null
      ? []
      : [note(`asked:${name}:${attempt}`, `${requestedBy} asked for this, attempt ${attempt}`)]),
  ];
  await store.appendAll(placement.case, entries);
  if (placement.how === "joined" && placement.brought.includes(severityNews(finding.severity))) {
    const reason = "a further finding of the same entity is of this severity";
    await store.setSeverity(placement.case, { ...head, id: `severity:${name}`, severity: finding.severity, reason });
  }
  const noted = placement.how === "opened" && attempt === 1;
  if (execution !== null && !noted) await store.addRun(placement.case, execution, run);
}

function doubtsInWords(doubts: readonly Doubt[]): string {
  const sentences = doubts.map(({ sentence }) => sentence).join("; ");
  const consequence = doubts.some(({ forbids }) => forbids)
    ? "nothing is contained because of this finding"
    : "nothing is contained because of this finding unless an approval that shows this is given";
  return `this finding is a claim that we doubt: ${sentences}; ${consequence}`;
}

const noPlaybook = ({ kind }: Finding): string =>
  `no playbook answers findings of kind ${kind}: nothing has been looked up, a person has to look at it`;

async function start(plan: Plan, playbook: PlaybookSettings, execution: string, caseId: string): Promise<string> {
  const { finding, requestedBy, mode, attempt, now } = plan.request;
  const run = { case: caseId, startedBy: plan.run.startedBy, requestedBy, mode, attempt };
  try {
    return await startExecution(playbook, execution, { finding, run });
  } catch (error) {
    if (isFinal(error)) {
      await caseStore().append(caseId, {
        kind: "note",
        id: `not-started:${execution}`,
        at: now.toISOString(),
        simulated: false,
        by: "riposte",
        text: inertLine(`playbook ${playbook.id} could not be started: ${error.name}: ${error.message}`).slice(
          0,
          4_000,
        ),
      });
    }
    throw error;
  }
}
