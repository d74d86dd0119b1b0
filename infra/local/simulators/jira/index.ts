// Jira Cloud's REST API, version 3, as far as a mirror and its readers call it, for one site with one project.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/
import type { Clock } from "../../clock.ts";
import type { WireHandler, WireRequest, WireResponse } from "../../wire.ts";
import { decoded, json } from "../answers.ts";
import {
  addComment,
  getCommentProperty,
  getComments,
  getIssueProperty,
  listComments,
  putIssueProperty,
} from "./comments.ts";
import { priorities } from "./fields.ts";
import { type Issue, openIssues } from "./issues.ts";
import { createIssue, editIssue, getIssue, getTransitions, search, transition } from "./operations.ts";
import { notFound, removed, unauthenticated, unreadable } from "./refusal.ts";
import type { Asked, Operation } from "./route.ts";
import { myself } from "./shapes.ts";

export type { Comment, Issue } from "./issues.ts";

/** What the simulated site takes, by the name of the secret. */
export const simulatedJiraSecrets = {
  "jira/email": "riposte@example.com",
  "jira/api-token": "simulated-jira-api-token",
} as const;

export interface JiraSimulatorOptions {
  readonly clock: Clock;
  /** Where issues are kept over a restart; in memory without it. */
  readonly dataDir?: string | null;
  readonly project?: string;
  readonly site?: string;
  /** How long the search does not know of a new issue, in milliseconds. */
  readonly searchLagMs?: number;
}

export interface JiraSimulator {
  readonly handler: WireHandler;
  /** Every issue as the site holds it, in the order of creation. */
  issues(): Issue[];
  issue(key: string): Issue | null;
  close(): void;
}

const operations: readonly [method: string, path: RegExp, operation: Operation][] = [
  ["POST", /^\/issue$/, createIssue],
  ["GET", /^\/issue\/([^/]+)$/, getIssue],
  ["PUT", /^\/issue\/([^/]+)$/, editIssue],
  ["GET", /^\/issue\/([^/]+)\/comment$/, getComments],
  ["POST", /^\/issue\/([^/]+)\/comment$/, addComment],
  ["GET", /^\/issue\/([^/]+)\/transitions$/, getTransitions],
  ["POST", /^\/issue\/([^/]+)\/transitions$/, transition],
  ["GET", /^\/issue\/([^/]+)\/properties\/([^/]+)$/, getIssueProperty],
  ["PUT", /^\/issue\/([^/]+)\/properties\/([^/]+)$/, putIssueProperty],
  ["POST", /^\/comment\/list$/, listComments],
  ["GET", /^\/comment\/([^/]+)\/properties\/([^/]+)$/, getCommentProperty],
  ["GET", /^\/search\/jql$/, search],
  ["POST", /^\/search\/jql$/, search],
  ["GET", /^\/search$/, async () => removed],
  ["POST", /^\/search$/, async () => removed],
  [
    "GET",
    /^\/priority$/,
    async () =>
      json(
        200,
        priorities.map((name, index) => ({ id: String(index + 1), name })),
      ),
  ],
  ["GET", /^\/myself$/, async ({ site }) => json(200, myself(site))],
];

const root = "/rest/api/3";

export function createJira(options: JiraSimulatorOptions): JiraSimulator {
  const issues = openIssues(options.dataDir ?? null);
  const about = {
    issues,
    site: options.site ?? "https://example-corp.atlassian.net",
    project: options.project ?? "SEC",
    searchLagMs: options.searchLagMs ?? 0,
    now: () => new Date(options.clock.now()).toISOString(),
  };
  return {
    handler: (request) => answer(request, about),
    issues: () => issues.all(),
    issue: (key) => issues.find(key),
    close: () => issues.close(),
  };
}

type About = Pick<Asked, "issues" | "site" | "project" | "searchLagMs" | "now">;

async function answer(request: WireRequest, about: About): Promise<WireResponse> {
  if (!authenticated(request)) return unauthenticated;
  if (!request.path.startsWith(root)) return notFound(`no resource at ${request.path}`);
  const path = request.path.slice(root.length);
  const found = operations.find(([method, pattern]) => method === request.method && pattern.test(path));
  if (found === undefined) return elsewhere(path);
  const raw = parsed(request.body);
  if (raw === broken) return unreadable;
  const parts = found[1].exec(path)?.slice(1) ?? [];
  const body = typeof raw === "object" && raw !== null && !Array.isArray(raw) ? (raw as Asked["body"]) : {};
  const part = (index: number): string => decoded(parts[index - 1] ?? "") ?? "";
  return found[2]({ ...about, method: request.method, query: request.query, part, body, raw });
}

const elsewhere = (path: string): WireResponse =>
  operations.some(([, pattern]) => pattern.test(path))
    ? { status: 405, headers: { "content-type": "application/json" }, body: "" }
    : notFound("null for uri");

function authenticated({ headers }: WireRequest): boolean {
  const expected = `${simulatedJiraSecrets["jira/email"]}:${simulatedJiraSecrets["jira/api-token"]}`;
  return headers.authorization === `Basic ${Buffer.from(expected).toString("base64")}`;
}

const broken = Symbol("broken JSON");

function parsed(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return broken;
  }
}
