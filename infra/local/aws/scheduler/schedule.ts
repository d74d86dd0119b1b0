// A schedule as it is given and kept: one moment, one function, one input.
import * as z from "zod";
import { AwsError } from "../protocol/aws-error.ts";

const name = z.string().regex(/^[0-9a-zA-Z-_.]{1,64}$/);

export const createInput = z.object({
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.string().min(1).max(50).default("UTC"),
  FlexibleTimeWindow: z.object({ Mode: z.literal("OFF") }),
  Target: z.object({
    Arn: z.string().regex(/^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[a-zA-Z0-9-_]{1,140}$/),
    RoleArn: z.string().regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/),
    Input: z.string().min(1).max(262_144).optional(),
  }),
  GroupName: name.default("default"),
  Description: z.string().max(512).optional(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  ActionAfterCompletion: z.enum(["NONE", "DELETE"]).default("NONE"),
  ClientToken: z.string().min(1).max(64).optional(),
});

export interface Schedule extends z.infer<typeof createInput> {
  readonly Name: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** When it fires. */
  readonly due: number;
}

export const scheduleName = (text: string): string => {
  if (name.safeParse(text).success) return text;
  throw invalid(
    `1 validation error detected: Value '${text.slice(0, 100)}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$`,
  );
};

/** `at(2026-11-23T10:00:00)` in UTC, the only expression and zone that this host knows. */
export function dueOf({
  ScheduleExpression: expression,
  ScheduleExpressionTimezone: zone,
}: z.infer<typeof createInput>): number {
  if (zone !== "UTC") throw invalid(`Invalid Request: this host takes the time zone UTC, not ${zone}`);
  const moment = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression)?.[1];
  const due = moment === undefined ? Number.NaN : Date.parse(`${moment}Z`);
  if (Number.isNaN(due)) throw invalid(`Invalid Schedule Expression ${expression.slice(0, 100)}.`);
  return due;
}

export const arnOf = ({ GroupName, Name }: Pick<Schedule, "GroupName" | "Name">): string =>
  `arn:aws:scheduler:us-east-1:000000000000:schedule/${GroupName}/${Name}`;

export const invalid = (message: string): AwsError => new AwsError("ValidationException", message);
export const notFound = ({ GroupName, Name }: Pick<Schedule, "GroupName" | "Name">): AwsError =>
  new AwsError("ResourceNotFoundException", `Schedule ${Name} in group ${GroupName} does not exist.`, { status: 404 });
export const alreadyThere = ({ Name }: Pick<Schedule, "Name">): AwsError =>
  new AwsError("ConflictException", `Schedule ${Name} already exists.`, { status: 409 });
