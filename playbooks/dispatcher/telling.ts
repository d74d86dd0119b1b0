// What the case must say before the execution runs: the finding, where it joined, and what speaks against it; and, where
// findings are only kept and counted, why, and when what they say changes.
import { type CaseEntry, inertLine } from "../../actions/kit/contract/index.ts";
import { caseStore, type Doubt, type Placement } from "../../actions/kit/runtime/case-store/index.ts";
import { anyKind, entitiesInWords } from "../findings/index.ts";
import { findingEntry } from "./arrival.ts";
import { newsInWords, severityNews } from "./identity.ts";
import { isAskedFor, type Plan } from "./plan.ts";

export async function tellCase(plan: Plan, placement: Placement): Promise<void> {
  const { request, name, execution, run } = plan;
  const { finding, now, attempt } = request;
  const joined = placement.how === "joined";
  await caseStore().appendAll(placement.case, [
    ...(joined ? [findingEntry(plan)] : []),
    ...notesOf(plan, placement).map(([id, text]) => noteOf(now, id, text)),
  ]);
  if (joined && placement.brought.includes(severityNews(finding.severity))) {
    const reason = "a further finding of the same entity is of this severity";
    const head = { at: now.toISOString(), simulated: false, id: `severity:${name}` };
    await caseStore().setSeverity(placement.case, { ...head, severity: finding.severity, reason });
  }
  const starts = placement.aside === null || isAskedFor(request);
  const noted = placement.how === "opened" && placement.aside === null && attempt === 1;
  if (execution !== null && starts && !noted) await caseStore().addRun(placement.case, execution, run);
}

type Note = readonly [id: string, text: string];

export const noteOf = (now: Date, id: string, text: string): CaseEntry => ({
  kind: "note",
  id,
  at: now.toISOString(),
  simulated: false,
  by: "riposte",
  text: inertLine(text).slice(0, 4_000),
});

const notesOf = (plan: Plan, placement: Placement): readonly Note[] =>
  placement.aside === null || isAskedFor(plan.request) ? ordinaryNotes(plan, placement) : asideNotes(plan, placement);

function ordinaryNotes({ request, name, playbook, doubts }: Plan, { follows }: Placement): readonly Note[] {
  const { finding, unfit, requestedBy, attempt } = request;
  const notes: readonly (Note | null)[] = [
    doubts.length === 0 ? null : [`doubts:${name}`, doubtsInWords(doubts)],
    unfit === null ? null : [`unfit:${name}`, `taken as unclassified: ${unfit}`],
    playbook === null ? [`no-playbook:${name}`, noPlaybook(finding.kind)] : null,
    playbook?.kind !== anyKind
      ? null
      : [
          `names:${name}`,
          `no playbook is for findings of kind ${finding.kind}, so ${playbook.id} looks up what this one names: ${entitiesInWords(finding)}`,
        ],
    follows === null ? null : [`follows:${name}`, `the same entity had ${follows}, which is closed`],
    requestedBy === null ? null : [`asked:${name}:${attempt}`, `${requestedBy} asked for this, attempt ${attempt}`],
  ];
  return notes.filter((note) => note !== null);
}

function asideNotes(
  { request, name, playbook, suppression }: Plan,
  { aside, how, brought }: Placement,
): readonly Note[] {
  const opened = how === "opened";
  const names = entitiesInWords(request.finding);
  if (aside === "overflow") {
    const storm = playbook?.repeats?.storm;
    const rate = storm === undefined ? "too many" : `more than ${storm.over} in ${storm.inSeconds} seconds`;
    return opened
      ? [
          [
            `storm:${name}`,
            `findings with news about cases that are open already come too often (${rate}): those are only counted here. ` +
              "What names somebody or something new, is high or critical, or says that an attack succeeded still gets its playbook",
          ],
        ]
      : [];
  }
  const rule = suppression === null ? "a rule that has ended since" : `rule ${suppression.id} of ${suppression.owner}`;
  if (!opened) return [[`changed:${name}`, `what ${rule} hides has changed: ${newsInWords(request.finding, brought)}`]];
  const why = suppression === null ? "" : ` until ${suppression.until}, because: ${suppression.reason}`;
  return [
    [
      `suppressed:${name}`,
      `${rule} hides findings${why}. They are kept and counted here, and nothing is looked up. The first: ${names}`,
    ],
  ];
}

function doubtsInWords(doubts: readonly Doubt[]): string {
  const sentences = doubts.map(({ sentence }) => sentence).join("; ");
  const consequence = doubts.some(({ forbids }) => forbids)
    ? "nothing is contained because of this finding"
    : "nothing is contained because of this finding unless an approval that shows this is given";
  return `this finding is a claim that we doubt: ${sentences}; ${consequence}`;
}

const noPlaybook = (kind: string): string =>
  `no playbook answers findings of kind ${kind}: nothing has been looked up, a person has to look at it`;
