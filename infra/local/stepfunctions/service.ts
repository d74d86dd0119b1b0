// The service behind the wire: its machines, its executions in memory, and how they begin and end.
import { randomUUID } from "node:crypto";
import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Clock } from "../clock.ts";
import type { Invoke } from "../wire.ts";
import { parseDefinition } from "./definition/parse.ts";
import type { Machine } from "./definition/types.ts";
import { Evaluator } from "./evaluate/evaluator.ts";
import type { ChildRequest, ChildStart, Engine } from "./interpreter/engine.ts";
import { type Closing, Execution } from "./interpreter/execution.ts";
import { Tokens } from "./interpreter/tokens.ts";
import type { Entry, ExecutionRow, MachineRow, Records } from "./journal/records.ts";
import { Outbox } from "./outbox.ts";
import { type StatusChange, statusChange } from "./status-change.ts";
import { ApiError, machineDoesNotExist } from "./wire/api-error.ts";
import { checkedMachineArn, checkedName, executionArn, type Place } from "./wire/arns.ts";
import { checkedInput } from "./wire/json-problem.ts";

export interface ServiceOptions extends Place {
  readonly clock: Clock;
  readonly invoke: Invoke;
  readonly mayInvoke: Engine["mayInvoke"];
  readonly jitter: () => number;
  readonly onStatusChange: (event: StatusChange) => Promise<void>;
}

export interface StartRequest {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: string;
  readonly traceHeader: string | null;
}

type Observer = (executionArn: string, event: HistoryEvent) => void;

export class Service {
  readonly records: Records;
  readonly engine: Engine;
  readonly place: Place;
  readonly #live = new Map<string, Execution>();
  readonly #machines = new Map<number, Machine>();
  readonly #observers = new Set<Observer>();
  readonly #closings = new Map<string, Set<(closing: Closing) => void>>();
  readonly #outbox: Outbox;
  #stopped = false;

  constructor(records: Records, options: ServiceOptions) {
    const { region, account, clock, invoke, mayInvoke, jitter } = options;
    this.records = records;
    this.place = { region, account };
    this.#outbox = new Outbox(records.store, clock, options.onStatusChange);
    this.engine = {
      ...{ clock, records, invoke, mayInvoke, jitter, region, account },
      evaluator: new Evaluator(() => clock.now()),
      tokens: new Tokens(records.secret("token-secret", () => `${randomUUID()}${randomUUID()}`.replaceAll("-", ""))),
      startChild: (request) => this.#startChild(request),
      // When the host stops, children are carried on with their parents.
      stopChild: (arn) => void (this.#stopped || this.#live.get(arn)?.close("ABORTED", {})),
      whenClosed: (arn, listener) => this.#whenClosed(arn, listener),
    };
  }

  /** Carries on every execution that was running when the last process ended. */
  async resume(): Promise<void> {
    for (const row of this.records.running()) this.#run(row, this.records.entries(row.id));
    // One turn to follow the histories, one for what they lead to: then every token has its task again.
    for (let turn = 0; turn < 2; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
    this.#outbox.start();
  }

  /** Ends everything in memory; the journal stays as it is. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    for (const execution of this.#live.values()) execution.suspend();
    this.#live.clear();
    await this.#outbox.stop();
    await this.engine.evaluator.stop();
    this.records.store.close();
  }

  observe(observer: Observer): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  machine(arn: string): MachineRow {
    const machine = this.records.machine(checkedMachineArn(arn));
    if (machine === undefined) throw machineDoesNotExist(arn);
    return machine;
  }

  live(executionArn: string): Execution | undefined {
    return this.#live.get(executionArn);
  }

  /** Begins an execution, or finds the running one of the same name and input. Throws ApiError. */
  start(request: StartRequest): ExecutionRow {
    const machine = this.machine(request.stateMachineArn);
    checkedInput(request.input);
    const arn = executionArn(this.place, machine.name, checkedName(request.name));
    const existing = this.records.execution(arn);
    if (existing !== undefined) {
      if (existing.status === "RUNNING" && existing.input === request.input) return existing;
      throw new ApiError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
    }
    const row = this.records.newExecution({
      ...{ arn, machine: machine.arn, name: request.name, status: "RUNNING", started: this.engine.clock.now() },
      ...{ stopped: null, input: request.input, output: null, error: null, cause: null },
      ...{ definition: machine.definition, role: machine.role, trace: request.traceHeader },
    });
    this.#run(row, []);
    this.#outbox.add(statusChange(row, this.place));
    return row;
  }

  /** The checked definition under this id; parsed once. */
  definition(id: number): Machine {
    let machine = this.#machines.get(id);
    if (machine === undefined) {
      machine = parseDefinition(this.records.definitionText(id));
      this.#machines.set(id, machine);
    }
    return machine;
  }

  #run(row: ExecutionRow, entries: readonly Entry[]): void {
    const execution = new Execution(this.engine, {
      row,
      entries,
      machine: this.definition(row.definition),
      machineName: row.machine.slice(row.machine.lastIndexOf(":") + 1),
      onEntry: (event) => {
        if (this.#observers.size === 0) return;
        this.#show(row.arn, event());
      },
      onClose: (closing) => this.#closed(closing),
    });
    this.#live.set(row.arn, execution);
    execution.run().catch((error) => process.emitWarning(`execution ${row.arn} cannot be recorded: ${String(error)}`));
  }

  /** What an observer throws is its own affair, never the execution's. */
  #show(executionArn: string, event: HistoryEvent): void {
    for (const observer of this.#observers) {
      try {
        observer(executionArn, event);
      } catch (error) {
        process.emitWarning(`an observer of ${executionArn} failed: ${String(error)}`);
      }
    }
  }

  #closed(closing: Closing): void {
    this.#live.delete(closing.arn);
    this.#outbox.add(statusChange(closing, this.place));
    const listeners = this.#closings.get(closing.arn);
    this.#closings.delete(closing.arn);
    for (const listener of listeners ?? []) listener(closing);
  }

  #startChild({ stateMachineArn, name, input, again }: ChildRequest): ChildStart {
    const existing = again ? this.#existingChild(stateMachineArn, name) : undefined;
    const row = existing ?? this.start({ stateMachineArn, name, input, traceHeader: null });
    return { executionArn: row.arn, startDate: row.started };
  }

  #existingChild(stateMachineArn: string, name: string): ExecutionRow | undefined {
    return this.records.execution(executionArn(this.place, this.machine(stateMachineArn).name, name));
  }

  #whenClosed(arn: string, listener: (closing: Closing) => void): () => void {
    const row = this.records.execution(arn);
    if (row !== undefined && row.status !== "RUNNING") {
      listener(row as Closing);
      return () => undefined;
    }
    const listeners = this.#closings.get(arn) ?? new Set();
    this.#closings.set(arn, listeners.add(listener));
    return () => listeners.delete(listener);
  }
}
