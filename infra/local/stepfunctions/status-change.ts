// "Step Functions Execution Status Change", as EventBridge delivers it.
import { randomUUID } from "node:crypto";
import type { ExecutionRow } from "./journal/records.ts";
import type { Place } from "./wire/arns.ts";

export interface StatusChange {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": "Step Functions Execution Status Change";
  readonly source: "aws.states";
  readonly account: string;
  /** To the second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly [executionArn: string];
  readonly detail: StatusChangeDetail;
}

export interface StatusChangeDetail {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly startDate: number;
  readonly stopDate: number | null;
  readonly input: string | null;
  readonly output: string | null;
  readonly inputDetails: { readonly included: boolean };
  readonly outputDetails: { readonly included: boolean } | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly stateMachineVersionArn: null;
  readonly stateMachineAliasArn: null;
  readonly redriveCount: number;
  readonly redriveDate: null;
  readonly redriveStatus: "NOT_REDRIVABLE" | "REDRIVABLE";
  readonly redriveStatusReason: string | null;
}

/** Above this many characters of input and output together AWS leaves both out. */
const longestData = 248 * 1_024;

export function statusChange(row: ExecutionRow, { region, account }: Place): StatusChange {
  const at = row.stopped ?? row.started;
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Step Functions Execution Status Change",
    source: "aws.states",
    account,
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    region,
    resources: [row.arn],
    detail: detailOf(row),
  };
}

function detailOf(row: ExecutionRow): StatusChangeDetail {
  const included = row.input.length + (row.output?.length ?? 0) <= longestData;
  return {
    executionArn: row.arn,
    stateMachineArn: row.machine,
    name: row.name,
    status: row.status,
    startDate: row.started,
    stopDate: row.stopped,
    input: included ? row.input : null,
    output: included ? row.output : null,
    inputDetails: { included },
    outputDetails: row.output === null ? null : { included },
    error: row.error,
    cause: row.cause,
    stateMachineVersionArn: null,
    stateMachineAliasArn: null,
    redriveCount: 0,
    redriveDate: null,
    ...redriveOf(row),
  };
}

/** Whether AWS would let this execution be redriven, and why not. */
export function redriveOf({ status }: ExecutionRow) {
  if (status !== "RUNNING" && status !== "SUCCEEDED")
    return { redriveStatus: "REDRIVABLE", redriveStatusReason: null } as const;
  const redriveStatusReason = `Execution is ${status} and cannot be redriven`;
  return { redriveStatus: "NOT_REDRIVABLE", redriveStatusReason } as const;
}
