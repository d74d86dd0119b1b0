// Where a finding goes: it opens a case of its own or joins the open one of its entity. Every write is conditional and
// may be repeated, so a delivery that died half-way is continued by the next one and ends in the same case. The name of
// a finding decides the name of the case it would open: nothing has to be remembered to find it again.
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import type { CaseEntry, CaseHead } from "../../contract/case.ts";
import { RetryableFailure } from "../../contract/failure.ts";
import { utc, writeEntry } from "./entries.ts";
import { type HeadRow, headRow, type Run } from "./head.ts";
import { claimKey, entityKey, findingsKey, headKey, listKey } from "./layout.ts";
import { notifyMirrors } from "./notify.ts";
import { inStorm, type Storm } from "./storm.ts";
import { getRow, putNewRow, putRow, updateRow } from "./table.ts";

export interface Arrival {
  /** The finding's name: by `nameOf`, of everything that makes it the same finding. */
  readonly finding: string;
  /** Whose findings belong together, by name, and for how long; null when this one stands alone. */
  readonly entity: { readonly name: string; readonly withinSeconds: number } | null;
  /** What it brings, by name, as its severity: a handful of names in all. The first finding to bring one is remembered. */
  readonly brings: readonly string[];
  /** What else it brings, by name, as an address: remembered as long as the case has room. */
  readonly news: readonly string[];
  /** Digest of the message as it came. */
  readonly raw: string;
  /** Digest of what the finding says: the same name with other words is another finding. */
  readonly content: string;
  readonly now: Date;
  /** Called as soon as a case that it opens is there, beside what remains to be written of it. */
  readonly opened?: (placement: Placement) => Promise<unknown>;
  /** The case it would open. */
  readonly head: Pick<CaseHead, "title" | "kind" | "playbook" | "account" | "severity">;
  readonly entry: CaseEntry;
  /** The execution that opening starts; null where no playbook answers. */
  readonly run: { readonly execution: string; readonly run: Run } | null;
  /** Where it is kept and counted instead, because somebody said so before it came. */
  readonly aside?: Aside | null;
  /** The rate of news on open cases above which it is only counted. Null for what always gets through. */
  readonly storm?: Storm | null;
  /** Where it is counted in a storm. */
  readonly overflow?: Aside | null;
}

/** A case of findings that are kept and counted, and start nothing. */
export interface Aside {
  readonly how: "suppressed" | "overflow";
  /** Findings set aside under one name are on one case, for so long. */
  readonly name: string;
  readonly withinSeconds: number;
  readonly head: Arrival["head"];
}

export interface Placement {
  readonly case: string;
  readonly how: "opened" | "joined";
  /** What of `brings` and `news` the case had not seen before this finding. */
  readonly brought: readonly string[];
  /** The closed case of the same entity that came before. */
  readonly follows: string | null;
  /** Why it is only kept and counted; null when it is looked at. */
  readonly aside: Aside["how"] | null;
}

/** How many names a case remembers: thousands of decoys must neither fill its head nor start as many executions. */
const mostSeen = 600;

export const caseOf = (finding: string): string => `case-${finding.slice(0, 12)}`;

const claimRow = z.object({
  case: z.string(),
  content: z.string(),
  aside: z.enum(["suppressed", "overflow"]).optional(),
});
type Claim = z.infer<typeof claimRow>;
type Fresh = Claim & { readonly fresh: boolean };
const entityRow = z.object({ case: z.string(), until: z.number() });
type Entity = z.infer<typeof entityRow>;

/**
 * Opens or joins. Null when another finding has this name: it says something else under the same id.
 *
 * @throws RetryableFailure `Conflict` while the case to join is still being opened by another.
 */
export async function place(arrival: Arrival): Promise<Placement | null> {
  const own = caseOf(arrival.finding);
  const [claim, entity] = await Promise.all([claimed(arrival, own), openCase(arrival.aside ?? arrival.entity)]);
  if (claim.content !== arrival.content) return null;
  const aside = asideOf(arrival, claim);
  // Where a finding was kept first it stays, whatever the configuration has become since.
  if (aside !== null) return setAside(arrival, aside, claim, aside === arrival.aside ? entity : null);
  const again = await placedBefore(claim.aside === undefined ? arrival : quiet(arrival), claim);
  if (again !== null) return { ...again, aside: claim.aside ?? null };
  const settled = await settle(own, arrival, arrival.aside ? await openCase(arrival.entity) : entity);
  if (settled !== "storm") return settled;
  const { overflow } = arrival;
  if (!overflow) throw new Error(`finding ${arrival.finding} came in a storm and has no case to be counted on`);
  await updateRow(claimKey(arrival.finding), { update: "SET aside = :how", values: { ":how": "overflow" } });
  return setAside(arrival, overflow, claim, null);
}

/** What is only counted has nothing to begin when its case opens. */
const quiet = ({ opened: _, ...arrival }: Arrival): Arrival => arrival;

const asideOf = ({ aside, overflow }: Arrival, claim: Claim): Aside | null =>
  [aside ?? null, overflow ?? null].find((one) => one?.how === claim.aside) ?? null;

/** As any finding is placed, among others that are set aside for the same reason. */
async function setAside(arrival: Arrival, aside: Aside, claim: Fresh, known: Entity | null): Promise<Placement> {
  const { name, withinSeconds, head, how } = aside;
  const brings = [...arrival.brings, `kind=${head.kind}`];
  const laid: Arrival = { ...quiet(arrival), brings, entity: { name, withinSeconds }, head, run: null, storm: null };
  const again = await placedBefore(laid, claim);
  if (again !== null) return { ...again, aside: how };
  const settled = await settle(caseOf(arrival.finding), laid, known ?? (await openCase(laid.entity)));
  if (settled === "storm") throw new Error("what is set aside already cannot be set aside by a storm");
  return { ...settled, aside: how };
}

/** Where an earlier delivery has put it; null when none has come so far. */
async function placedBefore(arrival: Arrival, claim: Fresh): Promise<Placement | null> {
  const own = caseOf(arrival.finding);
  if (claim.case !== own) return joinAgain(claim.case, arrival);
  return !claim.fresh && (await getRow(headKey(own))) !== null ? open(own, arrival, null) : null;
}

async function claimed(arrival: Arrival, own: string): Promise<Fresh> {
  const { finding, raw, content, now, aside } = arrival;
  const key = claimKey(finding);
  const claim = { case: own, content, ...(aside ? { aside: aside.how } : {}) };
  if (await putNewRow(key, { ...claim, raw, claimedAt: now.getTime() })) return { ...claim, fresh: true };
  return { ...claimRow.parse(await getRow(key)), fresh: false };
}

async function openCase(entity: Arrival["entity"]): Promise<Entity | null> {
  const row = entity === null ? null : await getRow(entityKey(entity.name));
  return row === null ? null : entityRow.parse(row);
}

/** Whoever loses a race looks again; each turn somebody wins, so few turns are enough. */
async function settle(own: string, arrival: Arrival, first: Entity | null): Promise<Placement | "storm"> {
  let entity = first;
  for (let turn = 0; turn < 10; turn += 1) {
    if (arrival.entity === null || entity?.case === own) return open(own, arrival, null);
    const live = entity !== null && entity.until > arrival.now.getTime();
    const joined = live && entity !== null ? await join(entity.case, arrival) : null;
    if (joined !== null) return joined;
    if (await takeEntity(own, arrival, entity)) return open(own, arrival, live ? (entity?.case ?? null) : null);
    entity = await openCase(arrival.entity);
  }
  throw new RetryableFailure(
    "Conflict",
    "many findings of one entity arrive at once: this one waits for its next turn",
  );
}

async function takeEntity(own: string, { entity, now }: Arrival, before: Entity | null): Promise<boolean> {
  if (entity === null) return true;
  const until = now.getTime() + entity.withinSeconds * 1_000;
  const row = { case: own, until, expires: Math.ceil(until / 1_000) + 86_400 };
  if (before === null) return putNewRow(entityKey(entity.name), row);
  return putRow(entityKey(entity.name), row, {
    condition: "#case = :before",
    names: { "#case": "case" },
    values: { ":before": before.case },
  });
}

async function open(own: string, arrival: Arrival, follows: string | null): Promise<Placement> {
  const { finding, entity, head, run, entry } = arrival;
  const brings = [...arrival.brings, ...arrival.news];
  const at = utc(arrival.now.toISOString());
  const row = headRow.parse({
    ...head,
    id: own,
    status: "open",
    verdict: "unknown",
    owner: null,
    openedAt: at,
    simulated: false,
    finding,
    entity: entity?.name ?? null,
    follows,
    severityAt: at,
    verdictAt: at,
    runs: run === null ? {} : { [run.execution]: run.run },
    seen: Object.fromEntries(brings.map((name) => [name, finding])),
  });
  const [opened] = await Promise.all([putNewRow(headKey(own), row), writeEntry(own, entry)]);
  const stands = opened ? row : headRow.parse(await getRow(headKey(own)));
  if (stands.finding !== finding) throw new Error(`case ${own} belongs to another finding of nearly the same name`);
  const placement: Placement = { case: own, how: "opened", brought: brings, follows: stands.follows, aside: null };
  await Promise.all([
    putRow(listKey(own, stands.openedAt), {}),
    notifyMirrors(own, entry.id),
    arrival.opened?.(placement),
  ]);
  return placement;
}

/** Joins an open case. Null when it is closed; "storm" when it would bring news in a storm: then it has not joined. */
async function join(caseId: string, arrival: Arrival): Promise<Placement | "storm" | null> {
  for (const delay of [20, 60, 150, 300, 0]) {
    const standing = await bring(caseId, arrival);
    if (standing?.status === "closed") return null;
    if (standing !== null) {
      const brought = broughtBy(arrival, standing.seen);
      if (await inStorm(arrival.storm ?? null, brought, arrival.now)) {
        await forget(caseId, brought, arrival.finding);
        return "storm";
      }
      await updateRow(claimKey(arrival.finding), {
        update: "SET #case = :case",
        names: { "#case": "case" },
        values: { ":case": caseId },
      });
      return counted(caseId, arrival, standing.seen);
    }
    await sleep(delay);
  }
  throw new RetryableFailure(
    "Conflict",
    `case ${caseId} is being opened by another finding: this one joins it next time`,
  );
}

/** A finding whose claim says where it belongs is counted there, whatever has become of the case since. */
async function joinAgain(caseId: string, arrival: Arrival): Promise<Placement> {
  const standing = await bring(caseId, arrival);
  if (standing === null) throw new Error(`finding ${arrival.finding} belongs to ${caseId}, which is not there`);
  return counted(caseId, arrival, standing.seen);
}

type Standing = Pick<HeadRow, "status" | "seen">;

/** Notes what the finding brings where nobody has brought it, unless the case is closed. Null when it is not there. */
async function bring(caseId: string, { brings, news, finding }: Arrival): Promise<Standing | null> {
  const noted =
    (await note(caseId, [...brings, ...news], finding, mostSeen)) ??
    (await note(caseId, brings, finding, mostSeen + 100));
  const row = noted ?? (await getRow(headKey(caseId)));
  return row === null ? null : headRow.parse(row);
}

const note = (caseId: string, names: readonly string[], finding: string, most: number) =>
  updateRow(headKey(caseId), {
    update: `SET ${names.map((_, index) => `seen.#b${index} = if_not_exists(seen.#b${index}, :me)`).join(", ")}`,
    condition: "attribute_exists(pk) AND #status = :open AND size(seen) < :most",
    names: { "#status": "status", ...Object.fromEntries(names.map((name, index) => [`#b${index}`, name])) },
    values: { ":me": finding, ":open": "open", ":most": most },
  });

const broughtBy = ({ finding, brings, news }: Arrival, seen: Readonly<Record<string, string>>): string[] =>
  [...brings, ...news].filter((name) => seen[name] === finding);

/** Takes back what a finding has brought to a case that it does not join: the next that brings it brings news again. */
async function forget(caseId: string, brought: readonly string[], finding: string): Promise<void> {
  await updateRow(headKey(caseId), {
    update: `REMOVE ${brought.map((_, index) => `seen.#b${index}`).join(", ")}`,
    condition: brought.map((_, index) => `seen.#b${index} = :me`).join(" AND "),
    names: Object.fromEntries(brought.map((name, index) => [`#b${index}`, name])),
    values: { ":me": finding },
  });
}

async function counted(caseId: string, arrival: Arrival, seen: Readonly<Record<string, string>>): Promise<Placement> {
  const { finding } = arrival;
  const key = findingsKey(caseId, finding);
  const row = await updateRow(key, { update: "ADD ids :me", values: { ":me": new Set([finding]) } });
  const size = z.object({ ids: z.set(z.string()) }).parse(row).ids.size;
  if (isPowerOfTwo(size)) await notifyMirrors(caseId, `${key.sk} ${size}`);
  return { case: caseId, how: "joined", brought: broughtBy(arrival, seen), follows: null, aside: null };
}

/** A case of thousands of findings does not tell its mirrors of every one of them. */
const isPowerOfTwo = (size: number): boolean => Number.isInteger(Math.log2(size));
