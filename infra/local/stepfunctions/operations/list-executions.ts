// ListExecutions: the newest first.
import type { ExecutionListItem, ListExecutionsOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import type { ExecutionRow } from "../journal/records.ts";
import { ApiError } from "../wire/api-error.ts";
import { arn, maybe, operation } from "./operation.ts";
import { maxResults, nextToken, page, pageStart } from "./paging.ts";

const statuses = ["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"] as const;

const schema = z.object({
  stateMachineArn: maybe(arn),
  mapRunArn: maybe(z.string().min(1).max(2_000)),
  statusFilter: maybe(z.enum(statuses)),
  redriveFilter: maybe(z.enum(["REDRIVEN", "NOT_REDRIVEN"])),
  maxResults,
  nextToken,
});

export const listExecutions = operation(schema, (service, input): ListExecutionsOutput => {
  const { stateMachineArn, mapRunArn, statusFilter: status, redriveFilter } = input;
  if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
    throw new ApiError("ValidationException", "Must provide a state machine ARN or map run ARN, and not both.");
  }
  if (stateMachineArn === undefined) throw new ApiError("ResourceNotFound", `Resource not found: '${mapRunArn}'`);
  const machine = service.machine(stateMachineArn);
  const query = `${machine.arn} ${status} ${redriveFilter}`;
  const before = pageStart(input.nextToken, query) ?? Number.MAX_SAFE_INTEGER;
  const { limit } = page(input.maxResults);
  const rows =
    redriveFilter === "REDRIVEN" ? [] : service.records.list(machine.arn, { status, before, limit: limit + 1 });
  const last = rows[limit - 1];
  return {
    executions: rows.slice(0, limit).map(itemOf),
    ...(rows.length > limit && last !== undefined && { nextToken: page.token(last.id, query) }),
  };
});

const itemOf = (row: ExecutionRow): ExecutionListItem => ({
  executionArn: row.arn,
  stateMachineArn: row.machine,
  name: row.name,
  status: row.status,
  startDate: new Date(row.started),
  ...(row.stopped !== null && { stopDate: new Date(row.stopped) }),
  redriveCount: 0,
});
