// GetExecutionHistory.
import type { GetExecutionHistoryOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { historyEvent } from "../journal/history-event.ts";
import { historyEvents } from "../limits.ts";
import { executionDoesNotExist } from "../wire/api-error.ts";
import { checkedExecutionArn } from "../wire/arns.ts";
import { arn, maybe, operation } from "./operation.ts";
import { maxResults, nextToken, page, pageStart } from "./paging.ts";

const schema = z.object({
  executionArn: arn,
  maxResults,
  nextToken,
  reverseOrder: maybe(z.boolean()),
  includeExecutionData: maybe(z.boolean()),
});

export const getExecutionHistory = operation(schema, (service, input): GetExecutionHistoryOutput => {
  const row = service.records.execution(checkedExecutionArn(input.executionArn));
  if (row === undefined) throw executionDoesNotExist(input.executionArn);
  const reverse = input.reverseOrder === true;
  const query = `${row.arn} ${reverse}`;
  const after = pageStart(input.nextToken, query) ?? (reverse ? historyEvents + 1 : 0);
  const { limit } = page(input.maxResults);
  const entries = service.records.history(row.id, after, limit + 1, reverse);
  const shown = entries.slice(0, limit);
  const last = shown.at(-1)?.id;
  return {
    events: shown.map((entry) => historyEvent(entry, input.includeExecutionData !== false)),
    ...(entries.length > limit && last && { nextToken: page.token(last, query) }),
  };
});
