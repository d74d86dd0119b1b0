// What a Task's Resource means. A kind of resource is one file here and one line in the table.
import type { TaskState } from "../../definition/types.ts";
import type { Document, Json, JsonObject } from "../../json.ts";
import type { Visit } from "../visit.ts";
import { lambdaFunction } from "./lambda-function.ts";
import { lambdaInvoke } from "./lambda-invoke.ts";
import { startExecution } from "./start-execution.ts";

export type TaskOutcome =
  | { readonly kind: "succeeded"; readonly output: Document }
  | { readonly kind: "failed"; readonly error: string | null; readonly cause: string | null }
  | { readonly kind: "timed-out" };

/** One attempt of a task, as an integration sees it. */
export interface TaskCall {
  readonly visit: Visit<TaskState>;
  /** What Arguments came to, a copy that may be handed out. */
  readonly argument: Json;
  /** The same as named parameters; none where it is no object. */
  readonly parameters: JsonObject;
  /** A name that stays the same when the attempt is carried on after a crash, where the integration asks for one. */
  readonly attemptName: string;
  /** Whether the attempt was begun before this process started. */
  readonly resumed: boolean;
  /** What the service answered to the submission, once it is recorded. */
  readonly submission: Document | null;
  /** Records that the service took the task; the outcome comes later. */
  submitted(answer: Document): void;
  /** Records the outcome; only the first counts. */
  settle(outcome: TaskOutcome): void;
  /** Called when the attempt is over, however it ended. */
  onEnd(cleanUp: (outcome: TaskOutcome | null) => void): void;
}

export interface Integration {
  readonly resourceType: string;
  readonly resource: string;
  /** Null where the legacy events of a Lambda ARN are used. */
  readonly lambdaArn: string | null;
  readonly waitsForToken: boolean;
  /** Whether the call needs a name of its own that outlives a crash. */
  readonly namesItsCall: boolean;
  /** How AWS calls the task in the cause of a result that is too large. */
  readonly title: string;
  perform(call: TaskCall): Promise<void>;
}

const pattern =
  /^arn:aws[a-z-]*:states:[a-z0-9-]*:\d*:(lambda:invoke|states:startExecution)(\.waitForTaskToken|\.sync:2|\.sync)?$/;
const lambdaPattern = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[a-zA-Z0-9-_]+(:[a-zA-Z0-9$_-]+)?$/;

/** The integration that a Resource names; null where this host has none. */
export function integrationOf(resource: string): Integration | null {
  if (lambdaPattern.test(resource)) return lambdaFunction(resource);
  const [, api, mode = ""] = pattern.exec(resource) ?? [];
  if (api === "lambda:invoke" && !mode.startsWith(".sync")) return lambdaInvoke(mode === ".waitForTaskToken");
  if (api === "states:startExecution") return startExecution(mode);
  return null;
}
