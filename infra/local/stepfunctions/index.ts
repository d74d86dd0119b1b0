// Step Functions on this machine: the wire API, the interpreter behind it, and the journal that outlives the process.
import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Clock } from "../clock.ts";
import type { Invoke, WireHandler } from "../wire.ts";
import { Records } from "./journal/records.ts";
import { Store } from "./journal/store.ts";
import { retentionDays } from "./limits.ts";
import { Service } from "./service.ts";
import type { StatusChange } from "./status-change.ts";
import { stepFunctionsHandler } from "./wire/handler.ts";

export type { StatusChange } from "./status-change.ts";

export interface StepFunctionsOptions {
  /** Null: in memory, gone with the process. */
  readonly dataDir: string | null;
  readonly clock: Clock;
  readonly invoke: Invoke;
  readonly region: string;
  readonly account: string;
  /** Called at least once for every change of an execution's status, RUNNING included; again later when it rejects. */
  readonly onStatusChange: (event: StatusChange) => Promise<void>;
  /** Whether a machine's role lets it call a function, named as the definition names it. Everything, when absent. */
  readonly mayInvoke?: (roleArn: string, functionName: string) => boolean;
  /** What `JitterStrategy: FULL` draws from: a number from 0 to 1. */
  readonly jitter?: () => number;
}

export interface StepFunctions {
  readonly handle: WireHandler;
  /** Carries on what a former process left. Call it once, before the first request, when functions can be called. */
  resume(): Promise<void>;
  /** Ends everything in memory; the journal stays, and `resume` of the next process continues it. */
  stop(): Promise<void>;
  /** Calls `listener` with every event as it is recorded. Answers how to end that. */
  observe(listener: (executionArn: string, event: HistoryEvent) => void): () => void;
}

export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { dataDir, mayInvoke = () => true, jitter = Math.random, ...rest } = options;
  const records = new Records(new Store(dataDir));
  records.prune(options.clock.now() - retentionDays * 86_400_000);
  const service = new Service(records, { ...rest, mayInvoke, jitter });
  return {
    handle: stepFunctionsHandler(service),
    resume: () => service.resume(),
    stop: () => service.stop(),
    observe: (listener) => service.observe(listener),
  };
}
