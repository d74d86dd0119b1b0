// What a vendor answered, and what its status means in the closed list of failures.
import * as z from "zod";
import { type FailureName, PermanentFailure, RetryableFailure, retryableNames } from "../contract/failure.ts";

export type Failure = RetryableFailure | PermanentFailure;

/** A failure by its name: whether it is retryable follows from the name. */
export function failure(name: FailureName, message: string): Failure {
  const retryable = retryableNames.find((candidate) => candidate === name);
  return retryable !== undefined
    ? new RetryableFailure(retryable, message)
    : new PermanentFailure(name as Exclude<FailureName, (typeof retryableNames)[number]>, message);
}

export class HttpAnswer {
  readonly system: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The URL that answered, after redirects. */
  readonly url: string;

  constructor(answer: Pick<HttpAnswer, "system" | "status" | "headers" | "text" | "url">) {
    this.system = answer.system;
    this.status = answer.status;
    this.headers = answer.headers;
    this.text = answer.text;
    this.url = answer.url;
  }

  /** The body by its schema. @throws InvalidOutput when it is not JSON or does not fit. */
  json<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
    const parsed = schema.safeParse(this.#parsed());
    if (parsed.success) return parsed.data;
    throw new PermanentFailure(
      "InvalidOutput",
      `${this.system} answered JSON of another shape: ${firstIssues(parsed.error)}`,
    );
  }

  /** The body by its schema; null where it does not fit, as with a body that describes an error. */
  jsonOrNull<Schema extends z.ZodType>(schema: Schema): z.output<Schema> | null {
    try {
      return this.json(schema);
    } catch {
      return null;
    }
  }

  #parsed(): unknown {
    try {
      return JSON.parse(this.text);
    } catch {
      const seen = this.headers["content-type"] ?? "no content type";
      throw new PermanentFailure("InvalidOutput", `${this.system} answered ${this.status} with ${seen}, expected JSON`);
    }
  }
}

/** The first three issues of a parse, with their paths and without the values. */
export const firstIssues = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join(".") || "the whole"}: ${issue.message}`)
    .join("; ");

/** What most vendors mean by a status. */
const meanings: Readonly<Record<number, FailureName>> = {
  400: "InvalidInput",
  401: "Unauthorized",
  402: "QuotaExhausted",
  403: "Unauthorized",
  404: "NotFound",
  408: "TimedOut",
  409: "Conflict",
  410: "NotFound",
  412: "Conflict",
  413: "InvalidInput",
  414: "InvalidInput",
  422: "InvalidInput",
  423: "Conflict",
  429: "RateLimited",
  501: "Refused",
  504: "TimedOut",
};

const statusMeaning = (status: number): FailureName => meanings[status] ?? (status >= 500 ? "Unavailable" : "Refused");

/** What to do about it, where that is not obvious. */
const remedies: Partial<Record<FailureName, string>> = {
  Unauthorized: "check the secret and what its key is allowed to do",
  QuotaExhausted: "wait for the quota's next day or raise it",
  RateLimited: "it may be asked again later",
  Unavailable: "it may be asked again later",
};

/** The failure that an answer stands for, with the vendor's own words where it has some. */
export function statusFailure(answer: HttpAnswer, name: FailureName = statusMeaning(answer.status)): Failure {
  const said = vendorWords(answer);
  const remedy = remedies[name];
  return failure(
    name,
    `${answer.system} answered ${answer.status}${said ? `: ${said}` : ""}${remedy ? `; ${remedy}` : ""}`,
  );
}

const errorBody = z.union([
  z.object({ errors: z.array(z.object({ detail: z.string() })).min(1) }).transform(({ errors }) => errors[0]?.detail),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ code: z.string(), error: z.string() }).transform(({ code, error }) => `${code}: ${error}`),
  z.object({ messages: z.array(z.object({ text: z.string() })).min(1) }).transform(({ messages }) => messages[0]?.text),
  z.object({ errorMessages: z.array(z.string()).min(1) }).transform(({ errorMessages }) => errorMessages[0]),
  z.object({ description: z.array(z.string()).min(1) }).transform(({ description }) => description.join(" ")),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ error: z.string() }).transform(({ error }) => error),
]);

const vendorWords = (answer: HttpAnswer): string =>
  (answer.jsonOrNull(errorBody) ?? "").slice(0, 200).replace(/[\s.;]+$/, "");
