// Status changes on their way out: written with the change itself, delivered at least once, forgotten when taken.
import type { Clock, Timer } from "../clock.ts";
import type { Store } from "./journal/store.ts";
import type { StatusChange } from "./status-change.ts";

/** Deliveries under way at the same time, and how many are held in memory to be next. */
const mostAtOnce = 32;
const pageSize = 256;
const longestPause = 60_000;
/** Undeliverable changes held in memory; beyond them nothing more is read until some are taken. */
const mostRetries = 1_000;

interface Letter {
  readonly id: number;
  readonly body: string;
}

export class Outbox {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #deliver: (event: StatusChange) => Promise<void>;
  readonly #waiting: Letter[] = [];
  readonly #retries = new Set<Timer>();
  /** Executions with a delivery under way: their next one waits, so that an end never overtakes its start. */
  readonly #busy = new Map<string, Letter[]>();
  #nextId: number;
  /** The last letter that was taken into memory. */
  #readUpTo = 0;
  #underWay = 0;
  #started = false;
  #reading = false;

  constructor(store: Store, clock: Clock, deliver: (event: StatusChange) => Promise<void>) {
    this.#store = store;
    this.#clock = clock;
    this.#deliver = deliver;
    this.#nextId = (store.get<{ id: number | null }>("SELECT max(id) AS id FROM outbox")?.id ?? 0) + 1;
  }

  add(event: StatusChange): void {
    const letter = { id: this.#nextId++, body: JSON.stringify(event) };
    this.#store.write("INSERT INTO outbox VALUES (?, ?)", letter.id, letter.body);
    this.#readSoon();
  }

  /** Delivers what an earlier process left, and from now on everything. */
  start(): void {
    this.#started = true;
    this.#readSoon();
  }

  async stop(): Promise<void> {
    this.#started = false;
    for (const timer of this.#retries) timer.cancel();
  }

  #readSoon(): void {
    if (!this.#started || this.#reading || this.#waiting.length > 0 || this.#retries.size >= mostRetries) return;
    this.#reading = true;
    this.#store.durable().then(
      () => this.#read(),
      () => undefined,
    );
  }

  #read(): void {
    this.#reading = false;
    if (!this.#started) return;
    const sql = "SELECT id, body FROM outbox WHERE id > ? ORDER BY id LIMIT ?";
    const letters = this.#store.all<Letter>(sql, this.#readUpTo, pageSize);
    this.#readUpTo = letters.at(-1)?.id ?? this.#readUpTo;
    this.#waiting.push(...letters);
    this.#pump();
  }

  #pump(): void {
    while (this.#started && this.#underWay < mostAtOnce) {
      const letter = this.#waiting.shift();
      if (letter === undefined) break;
      const event = JSON.parse(letter.body) as StatusChange;
      const later = this.#busy.get(event.detail.executionArn);
      if (later !== undefined) later.push(letter);
      else void this.#send(letter, event, 1);
    }
    if (this.#waiting.length === 0 && this.#readUpTo + 1 < this.#nextId) this.#readSoon();
  }

  async #send(letter: Letter, event: StatusChange, attempt: number): Promise<void> {
    const { executionArn } = event.detail;
    if (attempt === 1) this.#busy.set(executionArn, []);
    this.#underWay += 1;
    try {
      await this.#deliver(event);
      this.#underWay -= 1;
      if (!this.#started) return;
      this.#store.write("DELETE FROM outbox WHERE id = ?", letter.id);
      this.#waiting.unshift(...(this.#busy.get(executionArn) ?? []));
      this.#busy.delete(executionArn);
    } catch {
      this.#underWay -= 1;
      if (this.#started) this.#retryLater(letter, event, attempt);
    }
    this.#pump();
  }

  #retryLater(letter: Letter, event: StatusChange, attempt: number): void {
    const pause = Math.min(500 * 2 ** attempt, longestPause);
    const timer = this.#clock.at(this.#clock.now() + pause, () => {
      this.#retries.delete(timer);
      void this.#send(letter, event, attempt + 1);
    });
    this.#retries.add(timer);
  }
}
