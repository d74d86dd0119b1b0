// Brings one copy of a case up to date, in the order of the case's entries, each recorded before the next is written.
// What was written but not recorded, because the function died in between, is found in the copy and not written again.
import type { CaseView, MirrorState } from "../../contract/case.ts";
import { scrubbed } from "../scrub.ts";
import type { Copy, Fact, Opened } from "./copy.ts";

export interface MirrorStore {
  readonly view: (caseId: string) => Promise<CaseView>;
  readonly state: (caseId: string, system: string) => Promise<MirrorState | null>;
  readonly save: (caseId: string, state: MirrorState) => Promise<void>;
}

export interface Collaborators<Body> extends MirrorStore {
  readonly copy: Copy<Body>;
  /** RFC 3339. */
  readonly now: () => string;
}

/** A failure is written into the mirror's state, so that the case shows it, and thrown: the message stays for a retry. */
export async function bringUpToDate<Body>(caseId: string, with_: Collaborators<Body>): Promise<MirrorState> {
  const view = await with_.view(caseId);
  const memory = new Memory(caseId, with_, (await with_.state(caseId, with_.copy.system)) ?? fresh(with_.copy.system));
  try {
    const opened = await open(view, memory, with_);
    await addWhatLacks(view, opened, memory, with_.copy);
    for (const fact of with_.copy.facts(view)) await follow(fact, opened.key, memory);
    await memory.recover();
    return memory.state;
  } catch (error) {
    await memory.fail(error, with_.now());
    throw error;
  }
}

const fresh = (system: string): MirrorState => ({ system, key: null, url: null, delivered: [], failure: null });

/** The state as last saved. Every change is saved before anything else happens. */
class Memory {
  state: MirrorState;
  readonly #caseId: string;
  readonly #store: MirrorStore;

  constructor(caseId: string, store: MirrorStore, state: MirrorState) {
    this.#caseId = caseId;
    this.#store = store;
    this.state = state;
  }

  async change(changes: Partial<MirrorState>): Promise<void> {
    const next = { ...this.state, ...changes };
    await this.#store.save(this.#caseId, next);
    this.state = next;
  }

  async deliver(id: string): Promise<void> {
    await this.change({ delivered: [...this.state.delivered, id] });
  }

  async recover(): Promise<void> {
    if (this.state.failure !== null) await this.change({ failure: null });
  }

  /** The failure that is thrown matters more than one of noting it. */
  async fail(error: unknown, at: string): Promise<void> {
    const failure = `${at} ${inWords(error)}`;
    await this.change({ failure }).catch((cause: unknown) => {
      console.error(`mirror ${this.state.system} of case ${this.#caseId}: failure not saved: ${inWords(cause)}`);
    });
  }
}

/** Without secrets, whatever a vendor echoed; short enough for the state. */
const inWords = (error: unknown): string =>
  scrubbed(error instanceof Error ? `${error.name}: ${error.message}` : String(error), 900);

async function open<Body>(
  view: CaseView,
  memory: Memory,
  with_: Collaborators<Body>,
): Promise<{ key: string; empty: boolean }> {
  if (memory.state.key !== null) return { key: memory.state.key, empty: false };
  const found = await with_.copy.find(view, memory.state.askedAt ?? null);
  const { key, url } = found ?? (await create(view, memory, with_));
  const born = with_.copy.facts(view).filter(({ name }) => found === null && with_.copy.born.includes(name));
  await memory.change({ key, url, askedAt: null, delivered: born.map(markOf) });
  return { key, empty: found === null };
}

/** That a copy is asked for is known before it is asked for: if the answer is lost, the next attempt looks for it. */
async function create<Body>(view: CaseView, memory: Memory, { copy, now }: Collaborators<Body>): Promise<Opened> {
  await memory.change({ askedAt: now() });
  try {
    return await copy.create(view);
  } catch (error) {
    if (nothingWasDone(error)) await memory.change({ askedAt: null });
    throw error;
  }
}

/** A refusal is an answer; only where none came, or none that could be read, may the vendor have done it all the same. */
const nothingWasDone = (error: unknown): boolean =>
  error instanceof Error &&
  ["Refused", "Unauthorized", "NotFound", "MissingSecret", "RateLimited"].includes(error.name);

async function addWhatLacks<Body>(
  view: CaseView,
  { key, empty }: { key: string; empty: boolean },
  memory: Memory,
  copy: Copy<Body>,
): Promise<void> {
  const delivered = new Set(memory.state.delivered);
  const lacking = view.entries.filter(({ id }) => !delivered.has(id));
  if (lacking.length === 0) return;
  const posted = new Map(empty ? [] : await copy.posted(view, key));
  for (const entry of lacking) {
    const pieces = copy.pieces(view, entry).filter(({ id }) => !delivered.has(id));
    for (const piece of pieces) {
      if (!posted.has(piece.id)) posted.set(piece.id, await copy.add(view, key, piece, posted));
      await memory.deliver(piece.id);
    }
    if (pieces.length === 0) await memory.deliver(entry.id);
  }
}

const markOf = ({ name, value }: Fact): string => `=${name}:${value}`;

async function follow(fact: Fact, key: string, memory: Memory): Promise<void> {
  if (memory.state.delivered.includes(markOf(fact))) return;
  await fact.set(key);
  const others = memory.state.delivered.filter((id) => !id.startsWith(`=${fact.name}:`));
  await memory.change({ delivered: [...others, markOf(fact)] });
}
