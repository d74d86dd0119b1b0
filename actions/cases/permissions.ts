// What writing on a case takes: one row of the case table, and a word to each mirror's queue.
import type { Permission } from "../kit/contract/index.ts";

export const caseWrite: readonly Permission[] = [
  { actions: ["dynamodb:GetItem", "dynamodb:PutItem"], resources: ["${table:riposte-cases}"] },
  {
    actions: ["sqs:SendMessage"],
    resources: [
      "arn:aws:sqs:${region}:${account}:riposte-mirror-jira.fifo",
      "arn:aws:sqs:${region}:${account}:riposte-mirror-slack.fifo",
    ],
  },
];

/** As `caseWrite`, for entries that the head of the case follows. */
export const caseJudgement: readonly Permission[] = [
  { actions: ["dynamodb:UpdateItem"], resources: ["${table:riposte-cases}"] },
  ...caseWrite,
];
