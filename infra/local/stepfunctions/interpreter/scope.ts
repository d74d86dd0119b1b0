// A sequence of states with its variables and its part of the journal: the machine itself, a branch of a Parallel, an
// iteration of a Map. Every effect goes through `step`, which follows the recorded history first.
import { Abandoned, runtimeFailure } from "../failure.ts";
import type { Entry, EntryType } from "../journal/records.ts";
import type { Json } from "../json.ts";
import type { Execution, NewEntry } from "./execution.ts";

export interface MapItem {
  readonly Index: number;
  readonly Value: Json;
}

/** An entry read back, its JSON parsed. */
export interface Recorded {
  readonly type: EntryType;
  readonly id: number;
  readonly at: number;
  readonly details: Fields;
  readonly aside: Fields;
}
type Fields = Record<string, unknown>;

/** Events that the next one does not follow: AWS chains what comes after them to their own predecessor. */
const unchained = new Set<EntryType>(["MapStateSucceeded", "ParallelStateSucceeded"]);

/** Turns between states in which nothing else could run. */
const stepsBetweenTurns = 200;

export class Scope {
  readonly execution: Execution;
  readonly key: string;
  readonly parent: Scope | null;
  readonly mapItem: MapItem | null;
  /** Own variables, with those of the outer scopes inherited. */
  readonly variables: Record<string, Json>;
  /** The event that the next one follows. */
  last = 0;
  /** The type of the state that is being run. */
  current: string | null = null;
  readonly children = new Set<Scope>();
  readonly #recorded: Entry[];
  #position = 0;
  #steps = 0;
  #abandoned = false;
  readonly #onAbandon = new Set<() => void>();

  constructor(execution: Execution, key: string, parent: Scope | null, mapItem: MapItem | null) {
    this.execution = execution;
    this.key = key;
    this.parent = parent;
    this.mapItem = mapItem ?? parent?.mapItem ?? null;
    this.variables = Object.create(parent?.variables ?? null);
    this.#recorded = execution.recordedIn(key);
  }

  get abandoned(): boolean {
    return this.#abandoned;
  }

  /** What the history holds next, if this is a resumption that has not caught up. */
  peek(): EntryType | null {
    return this.#recorded[this.#position]?.type ?? null;
  }

  /** The next entry of the history, if it is of one of these types. */
  follow(...types: readonly EntryType[]): Recorded | null {
    const entry = this.#recorded[this.#position];
    if (entry === undefined || !types.includes(entry.type)) return null;
    this.#position += 1;
    this.passed(entry);
    return readBack(entry);
  }

  /** The recorded entry of this type, or the one that `make` makes now. What throws EvaluationFailure is not recorded. */
  async step(type: EntryType, make: () => NewEntryBody | Promise<NewEntryBody>): Promise<Recorded> {
    const followed = this.follow(type);
    if (followed !== null) return followed;
    await this.live();
    const body = await make();
    return this.record({ type, ...body });
  }

  /** Resolves when new work may begin here. Throws Abandoned when none may. */
  async live(): Promise<void> {
    if (this.execution.gate !== null) await this.execution.gate;
    this.#steps += 1;
    if (this.#steps % stepsBetweenTurns === 0) await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#abandoned) throw new Abandoned();
    const unexpected = this.peek();
    if (unexpected !== null) throw runtimeFailure(`the journal holds ${unexpected} where new work was to begin`);
  }

  record(entry: NewEntry): Recorded {
    if (this.#abandoned) throw new Abandoned();
    const { id, at } = this.execution.record(this, entry);
    const { type, details = {}, aside = {} } = entry;
    return { type, id: id ?? 0, at, details: details as Fields, aside: aside as Fields };
  }

  /** Records what became of this branch after it was aborted; only its parent may. */
  recordAbort(entry: NewEntry): void {
    this.execution.record(this, entry);
  }

  previousFor(type: EntryType): number {
    return type === "ExecutionStarted" ? 0 : this.last;
  }

  passed(entry: Entry): void {
    if (entry.id !== null && !unchained.has(entry.type)) this.last = entry.id;
  }

  /** A promise that ends when `start` resolves or fails it, or with Abandoned. `start` answers how to clean up. */
  wait<T>(start: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void): Promise<T> {
    if (this.#abandoned) return Promise.reject(new Abandoned());
    return new Promise<T>((resolve, reject) => {
      let cleanUp: () => void = () => undefined;
      let open = true;
      const end = (finish: () => void) => {
        if (!open) return;
        open = false;
        this.#onAbandon.delete(abandon);
        cleanUp();
        finish();
      };
      const abandon = () => end(() => reject(new Abandoned()));
      this.#onAbandon.add(abandon);
      cleanUp = start(
        (value) => end(() => resolve(value)),
        (error) => end(() => reject(error)),
      );
      if (!open) cleanUp();
    });
  }

  child(key: string, mapItem: MapItem | null): Scope {
    const child = new Scope(this.execution, key, this, mapItem);
    child.last = this.last;
    this.children.add(child);
    return child;
  }

  /** Ends everything that runs in here, without a word in the history. */
  abandon(): void {
    if (this.#abandoned) return;
    this.#abandoned = true;
    for (const abandon of [...this.#onAbandon]) abandon();
    for (const child of [...this.children]) child.abandon();
  }

  /** Ends this branch because a sibling failed, and records what was aborted, innermost first. */
  abort(): void {
    for (const child of [...this.children]) child.abort();
    if (!this.#abandoned && this.current !== null && abortable.has(this.current)) {
      this.record({ type: `${this.current}StateAborted` as EntryType });
    }
    this.abandon();
  }
}

export type NewEntryBody = Omit<NewEntry, "type">;

const abortable = new Set(["Task", "Wait", "Parallel", "Map"]);

const readBack = (entry: Entry): Recorded => ({
  type: entry.type,
  id: entry.id ?? 0,
  at: entry.at,
  details: entry.details === null ? {} : JSON.parse(entry.details),
  aside: entry.aside === null ? {} : JSON.parse(entry.aside),
});
