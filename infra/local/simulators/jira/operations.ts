// The operations on issues: creating, reading, editing, moving and searching, checked in the order in which Jira checks.
import type { WireResponse } from "../../wire.ts";
import { json } from "../answers.ts";
import { issueTypes, readFields, type Settable } from "./fields.ts";
import type { Issue, Property, Status } from "./issues.ts";
import { badRequest, invalid, noSuchIssue } from "./refusal.ts";
import { type Asked, nothing } from "./route.ts";
import { JqlFault, select } from "./search.ts";
import { issueShape, statusShape } from "./shapes.ts";

const required = {
  project: "Specify a valid project ID or key",
  issuetype: "Specify an issue type",
  summary: "You must specify a summary of the issue.",
} as const;

export async function createIssue({ body, site, now, issues, project }: Asked): Promise<WireResponse> {
  const fields = recordIn(body.fields);
  const { set, errors } = readFields(project, fields);
  const missing = Object.entries(required).filter(([field]) => !(field in fields));
  const all = { ...Object.fromEntries(missing), ...errors };
  if (Object.keys(all).length > 0) return invalid(all);
  const properties = propertiesIn(body.properties);
  if (properties === null)
    return badRequest("Invalid request payload. Refer to the REST API documentation and try again.");
  const issue = await issues.add(project, (id, key) => newIssue(id, key, now(), set, properties));
  return json(201, { id: issue.id, key: issue.key, self: `${site}/rest/api/3/issue/${issue.id}` });
}

const newIssue = (id: string, key: string, at: string, set: Partial<Settable>, properties: Property[]): Issue => ({
  project: "",
  issueType: issueTypes[0] ?? "Task",
  summary: "",
  description: null,
  labels: [],
  priority: "Medium",
  ...set,
  id,
  key,
  status: "To Do",
  created: at,
  updated: at,
  comments: [],
  properties,
});

export async function getIssue({ part, query, site, issues }: Asked): Promise<WireResponse> {
  const issue = issues.find(part(1));
  if (issue === null) return noSuchIssue;
  const fields = query.get("fields")?.split(",") ?? null;
  const shown = issueShape(site, issue, fields);
  const named = query.get("properties")?.split(",") ?? [];
  const properties = issue.properties.filter(({ key }) => named.includes("*all") || named.includes(key));
  const shownProperties = Object.fromEntries(properties.map(({ key, value }) => [key, value]));
  return json(200, named.length > 0 ? { ...shown, properties: shownProperties } : shown);
}

export async function editIssue({ part, body, now, issues, project }: Asked): Promise<WireResponse> {
  const issue = issues.find(part(1));
  if (issue === null) return noSuchIssue;
  const { set, errors } = readFields(project, recordIn(body.fields));
  if (Object.keys(errors).length > 0) return invalid(errors);
  await issues.save({ ...issue, ...set, updated: now() });
  return nothing;
}

const ways: Readonly<Record<string, { readonly name: string; readonly to: Status }>> = {
  "11": { name: "To Do", to: "To Do" },
  "21": { name: "In Progress", to: "In Progress" },
  "31": { name: "Done", to: "Done" },
};

export async function getTransitions({ part, site, issues }: Asked): Promise<WireResponse> {
  if (issues.find(part(1)) === null) return noSuchIssue;
  const transitions = Object.entries(ways).map(([id, { name, to }]) => ({
    id,
    name,
    to: statusShape(site, to),
    hasScreen: false,
    isGlobal: true,
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    isLooped: false,
  }));
  return json(200, { expand: "transitions", transitions });
}

export async function transition({ part, body, now, issues }: Asked): Promise<WireResponse> {
  const issue = issues.find(part(1));
  if (issue === null) return noSuchIssue;
  const { id } = recordIn(body.transition);
  if (typeof id !== "string") return badRequest("Missing 'transition' identifier");
  const way = Object.hasOwn(ways, id) ? ways[id] : undefined;
  if (way === undefined) return badRequest(`Transition id '${id}' is not valid for this issue.`);
  await issues.save({ ...issue, status: way.to, updated: now() });
  return nothing;
}

const mostFound = 5_000;

/** Eventually consistent: an issue younger than the lag is not found yet. */
export async function search(asked: Asked): Promise<WireResponse> {
  const { site, issues, now, searchLagMs } = asked;
  const { jql, fields, maxResults, token } = searchAsked(asked);
  if (jql === null) return badRequest("Invalid request payload. Refer to the REST API documentation and try again.");
  const indexed = issues.all().filter(({ created }) => Date.parse(now()) - Date.parse(created) >= searchLagMs);
  try {
    const found = select(jql, indexed);
    const page = found.slice(token, token + maxResults);
    const next = token + page.length;
    const shown = page.map((issue) => issueShape(site, issue, fields));
    const more = next < found.length;
    return json(200, { issues: shown, ...(more ? { nextPageToken: pageToken(next) } : {}), isLast: !more });
  } catch (error) {
    if (error instanceof JqlFault) return badRequest(error.message);
    throw error;
  }
}

const pageToken = (position: number): string => Buffer.from(`page:${position}`).toString("base64url");

function searchAsked({ body, query, method }: Asked) {
  const fromQuery = {
    jql: query.get("jql"),
    fields: query.get("fields")?.split(","),
    maxResults: query.get("maxResults"),
  };
  const asked = method === "GET" ? { ...fromQuery, nextPageToken: query.get("nextPageToken") } : body;
  const position = /^page:(\d+)$/.exec(Buffer.from(String(asked.nextPageToken ?? ""), "base64url").toString());
  return {
    jql: typeof asked.jql === "string" ? asked.jql : null,
    fields: Array.isArray(asked.fields) ? asked.fields.map(String).filter((field) => field !== "id") : [],
    maxResults: Math.min(Math.max(Number(asked.maxResults ?? 50) || 50, 1), mostFound),
    token: Number(position?.[1] ?? 0),
  };
}

export const recordIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Null where it is not a list of keys and values. A value may have 32,768 characters. */
export function propertiesIn(value: unknown): Property[] | null {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return null;
  const properties = value.map(recordIn).map((property) => ({ key: property.key, value: property.value }));
  const good = properties.every(
    ({ key, value }) =>
      typeof key === "string" && key !== "" && key.length <= 255 && JSON.stringify(value ?? null).length <= 32_768,
  );
  return good ? (properties as Property[]) : null;
}
