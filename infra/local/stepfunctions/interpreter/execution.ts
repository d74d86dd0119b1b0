// One execution: its journal, its end, and the gate that holds new work back until a resumed history has been followed.
import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Machine } from "../definition/types.ts";
import { Abandoned, runtimeFailure, StateFailure } from "../failure.ts";
import { historyEvent } from "../journal/history-event.ts";
import type { Entry, EntryType, ExecutionRow } from "../journal/records.ts";
import { type Document, exceedsBytes, parsedDocument } from "../json.ts";
import { historyEvents, variableBytes } from "../limits.ts";
import { runBlock } from "./block.ts";
import type { Engine } from "./engine.ts";
import { Scope } from "./scope.ts";

export interface NewEntry {
  readonly type: EntryType;
  readonly details?: object;
  readonly aside?: object;
}

/** The end of an execution as it is stored and told. */
export type Closing = ExecutionRow & {
  readonly status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  readonly stopped: number;
};

export interface ExecutionOptions {
  readonly row: ExecutionRow;
  readonly machine: Machine;
  readonly machineName: string;
  /** What happened before the process ended, when this is a resumption. */
  readonly entries: readonly Entry[];
  readonly onEntry: (event: () => HistoryEvent) => void;
  readonly onClose: (closing: Closing) => void;
}

export class Execution {
  readonly engine: Engine;
  readonly row: ExecutionRow;
  readonly machine: Machine;
  readonly machineName: string;
  readonly input: Document;
  readonly root: Scope;
  /** Null when new work may begin. */
  gate: Promise<void> | null = null;
  readonly #options: ExecutionOptions;
  readonly #recorded = new Map<string, Entry[]>();
  readonly #variableSizes = new Map<string, number>();
  #variableBytes = 0;
  #seq = 0;
  #lastId = 0;
  #open = true;
  #cancelTimeout: () => void = () => undefined;

  constructor(engine: Engine, options: ExecutionOptions) {
    this.engine = engine;
    this.#options = options;
    this.row = options.row;
    this.machine = options.machine;
    this.machineName = options.machineName;
    this.input = parsedDocument(options.row.input);
    for (const entry of options.entries) this.#remember(entry);
    this.root = new Scope(this, "", null, null);
  }

  /** Runs to the end, from the start or from wherever the history stops. Resolves when closed; never rejects. */
  async run(): Promise<void> {
    if (this.#seq > 0) this.gate = this.#afterReplay();
    this.#armTimeout();
    if (this.#seq === 0) this.#recordStart();
    try {
      const output = await runBlock(this.root, this.machine, this.input);
      this.close("SUCCEEDED", { output });
    } catch (error) {
      if (error instanceof Abandoned) return;
      const failure = error instanceof StateFailure ? error : runtimeFailure(`the host failed: ${String(error)}`);
      this.close("FAILED", { error: failure.error, cause: failure.cause });
    }
  }

  /** Ends the execution and everything in it. The last event tells the end; nothing is recorded after it. */
  close(status: Closing["status"], end: { output?: Document; error?: string | null; cause?: string | null }): void {
    if (!this.#open) return;
    const { output, error = null, cause = null } = end;
    this.#record(this.root, endOf(status, this.root, output, error, cause));
    this.#open = false;
    this.#cancelTimeout();
    this.root.abandon();
    const closing = {
      ...this.row,
      status,
      stopped: this.engine.clock.now(),
      output: output?.text ?? null,
      error,
      cause,
    } as Closing;
    this.engine.records.closeExecution(closing);
    this.#options.onClose(closing);
  }

  /** Stops in memory only: the process is about to end, and the journal will be continued by the next one. */
  suspend(): void {
    this.#open = false;
    this.#cancelTimeout();
    this.root.abandon();
  }

  record(scope: Scope, entry: NewEntry): Entry {
    if (!this.#open) throw new Abandoned();
    if (!entry.type.startsWith("#") && this.#lastId + 1 >= historyEvents) {
      this.close("FAILED", {
        error: "States.Runtime",
        cause: `The execution reached the maximum number of history events (${historyEvents}).`,
      });
      throw new Abandoned();
    }
    return this.#record(scope, entry);
  }

  /** The entries of one scope that a resumption has to follow. */
  recordedIn(scopeKey: string): Entry[] {
    const entries = this.#recorded.get(scopeKey) ?? [];
    this.#recorded.delete(scopeKey);
    return entries;
  }

  /** Counts the variables of all scopes together; throws when they are too many. */
  countVariable(scopeKey: string, name: string, text: string): void {
    const key = `${scopeKey}\n${name}`;
    this.#variableBytes += text.length - (this.#variableSizes.get(key) ?? 0);
    this.#variableSizes.set(key, text.length);
    if (this.#variableBytes > variableBytes) {
      throw runtimeFailure(`the variables of the execution exceed the maximum of ${variableBytes} bytes`);
    }
  }

  /** Forgets the variables of a branch that has ended. */
  dropVariables(scopeKey: string): void {
    for (const [key, size] of this.#variableSizes) {
      if (!key.startsWith(`${scopeKey}\n`)) continue;
      this.#variableBytes -= size;
      this.#variableSizes.delete(key);
    }
  }

  #record(scope: Scope, { type, details, aside }: NewEntry): Entry {
    const shown = !type.startsWith("#");
    const entry: Entry = {
      seq: ++this.#seq,
      id: shown ? ++this.#lastId : null,
      previous: shown ? scope.previousFor(type) : null,
      type,
      at: this.engine.clock.now(),
      scope: scope.key,
      details: details === undefined ? null : JSON.stringify(details),
      aside: aside === undefined ? null : JSON.stringify(aside),
    };
    this.engine.records.append(this.row.id, entry);
    scope.passed(entry);
    if (shown) this.#options.onEntry(() => historyEvent(entry));
    return entry;
  }

  #recordStart(): void {
    const { input, role: roleArn } = this.row;
    this.#record(this.root, {
      type: "ExecutionStarted",
      details: { input, inputDetails: { truncated: false }, roleArn },
    });
    this.root.last = 0;
  }

  #remember(entry: Entry): void {
    this.#seq = entry.seq;
    if (entry.id !== null) this.#lastId = entry.id;
    if (entry.type === "ExecutionStarted") return;
    const entries = this.#recorded.get(entry.scope);
    if (entries === undefined) this.#recorded.set(entry.scope, [entry]);
    else entries.push(entry);
  }

  // Following a history takes no turn of the event loop, so after one everything that is known has been followed.
  #afterReplay(): Promise<void> {
    return new Promise((resolve) =>
      setImmediate(() => {
        this.gate = null;
        resolve();
      }),
    );
  }

  #armTimeout(): void {
    if (this.machine.TimeoutSeconds === undefined) return;
    const deadline = this.row.started + this.machine.TimeoutSeconds * 1_000;
    const timer = this.engine.clock.at(deadline, () => this.close("TIMED_OUT", {}));
    this.#cancelTimeout = () => timer.cancel();
  }
}

const endTypes = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  ABORTED: "ExecutionAborted",
} as const;

function endOf(
  status: Closing["status"],
  root: Scope,
  output: Document | undefined,
  error: string | null,
  cause: string | null,
): NewEntry {
  // Stopped and timed out from outside, the end follows no state.
  if (status === "ABORTED" || status === "TIMED_OUT") root.last = 0;
  const details =
    output === undefined
      ? { ...(error !== null && { error }), ...(cause !== null && { cause }) }
      : { output: output.text, outputDetails: { truncated: false } };
  return { type: endTypes[status], details };
}

/** Whether an input or output is more than the service passes on. */
export const tooLarge = (document: Document, most: number): boolean => exceedsBytes(document.text, most);
