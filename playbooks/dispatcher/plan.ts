// What is to become of a finding, before anything is written or asked: its name, its playbook, what speaks against it and
// what hides it. Pure: `riposte route` says exactly what the dispatcher does.
import type { Mode, PlaybookSettings, Settings, Severity } from "../../actions/kit/contract/index.ts";
import type { Doubt, Run } from "../../actions/kit/runtime/case-store/index.ts";
import { anyKind, type Finding, type Triaged, triagedOf } from "../findings/index.ts";
import { choosePlaybook } from "./choose.ts";
import { doubtsOf } from "./doubts.ts";
import { entityName, executionName, findingName, succeeded } from "./identity.ts";
import { type Suppression, suppressionOf } from "./suppress.ts";

export interface Request {
  readonly finding: Finding;
  /** Why it is not of the kind that its detection is of; null when it is. */
  readonly unfit: string | null;
  /** The message as it came. */
  readonly text: string;
  /** Who asked for it; null for what a publisher sent. */
  readonly requestedBy: string | null;
  /** Who says that the finding is so: the publisher, also where somebody asks for its finding once more. */
  readonly claimedBy?: "publisher";
  readonly mode: Mode;
  readonly attempt: number;
  readonly now: Date;
}

export interface Plan {
  readonly request: Request;
  readonly name: string;
  readonly playbook: PlaybookSettings | null;
  /** Why this playbook and none of the others. */
  readonly because: readonly string[];
  /** The finding as the playbook sees it. */
  readonly seen: Finding | Triaged;
  /** The entity whose findings belong together, by name; null when this one stands alone. */
  readonly entity: string | null;
  /** The rule that hides it; null when none does. */
  readonly suppression: Suppression | null;
  /** Whether no storm keeps it from its playbook. */
  readonly passes: boolean;
  readonly execution: string | null;
  readonly doubts: readonly Doubt[];
  readonly run: Run;
}

/** Somebody who asks for it wants it looked at, whatever rules and storms there are. */
export const isAskedFor = ({ requestedBy, attempt }: Request): boolean => requestedBy !== null || attempt > 1;

const alwaysThrough: readonly Severity[] = ["high", "critical"];

/** `edition` tells findings apart that say different things under one id and version; null for the first of them. */
export function planOf(request: Request, edition: string | null, settings: Settings): Plan {
  const { finding, mode, attempt, requestedBy, now } = request;
  const named = { finding, mode, edition };
  const { playbook, because } = choosePlaybook(finding, settings.playbooks);
  const seen = playbook?.kind === anyKind ? triagedOf(finding) : finding;
  const vouching = request.claimedBy === "publisher" ? null : requestedBy;
  const doubts = doubtsOf(finding, { settings, requestedBy: vouching, now });
  const startedBy = (requestedBy ?? finding.source).slice(0, 120);
  const repeats = playbook?.repeats ?? null;
  return {
    request,
    name: findingName(named),
    playbook,
    because,
    seen,
    entity: repeats === null ? null : entityName(seen, mode, repeats.sameEntity),
    suppression: isAskedFor(request) ? null : suppressionOf(finding, settings.suppressions ?? [], now),
    passes: isAskedFor(request) || alwaysThrough.includes(finding.severity) || succeeded(finding),
    execution: playbook === null ? null : executionName(playbook.id, named, attempt),
    doubts,
    run: { startedBy, requestedBy, mode, attempt, account: finding.account, at: now.toISOString(), doubts },
  };
}
