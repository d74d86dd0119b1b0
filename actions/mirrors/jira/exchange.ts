// One request to Jira and its answer, and what each status means for the mirror: to wait, to give up, or to say it
// otherwise.
import * as z from "zod";
import { PermanentFailure, RetryableFailure } from "../../kit/contract/failure.ts";

export interface JiraRequest {
  readonly method: "GET" | "POST" | "PUT";
  /** With its query, below the site's root. */
  readonly path: string;
  readonly body?: unknown;
}
export interface Exchange {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
}
/** Answers for every status; rejects with a failure when there is no answer at all. */
export type Send = (request: JiraRequest) => Promise<Exchange>;

/** Jira would not take what was sent: field by field, in its own words. */
export class JiraRefusal extends PermanentFailure {
  readonly fields: readonly string[];
  constructor(message: string, fields: readonly string[]) {
    super("Refused", message);
    this.fields = fields;
  }
}

export function answered<T>(schema: z.ZodType<T>, answer: Exchange, expected: number): T {
  if (answer.status !== expected) throw refused(answer);
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0];
  const what = `${where?.path.join(".") || "the body"}: ${where?.message ?? "unreadable"}`;
  throw new RetryableFailure("Unavailable", `jira answered ${answer.status} with a body that is not its own (${what})`);
}

/** The failure that an answer stands for. Jira says "not found" also where a permission is missing. */
export function refused(answer: Exchange): Error {
  const { status } = answer;
  const { words, fields } = complaint(answer.body);
  if (status === 401) return new PermanentFailure("Unauthorized", `jira refused the credentials${words}`);
  if (status === 403) return new PermanentFailure("Unauthorized", `jira denied the permission${words}`);
  if (status === 404) return new PermanentFailure("NotFound", `jira knows no such thing, or does not show it${words}`);
  if (status === 429) return new RetryableFailure("RateLimited", `jira asks to wait${waiting(answer)}`);
  if (status >= 500 || status === 408) return new RetryableFailure("Unavailable", `jira answered ${status}${words}`);
  // A page in HTML comes from in front of Jira and says nothing about what was sent.
  if (typeof answer.body === "string")
    return new RetryableFailure("Unavailable", `jira answered ${status} without JSON`);
  return new JiraRefusal(`jira refused it with ${status}${words}`, fields);
}

const errorBody = z.object({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
});

function complaint(body: unknown): { words: string; fields: readonly string[] } {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) return { words: "", fields: [] };
  const { errorMessages, errors } = parsed.data;
  const said = [...errorMessages, ...Object.entries(errors).map(([field, message]) => `${field}: ${message}`)];
  return { words: said.length === 0 ? "" : `: ${said.join("; ").slice(0, 600)}`, fields: Object.keys(errors) };
}

const waiting = ({ headers }: Exchange): string => {
  const after = headers["retry-after"];
  return after !== undefined && /^\d{1,6}$/.test(after) ? ` ${after} s` : "";
};
