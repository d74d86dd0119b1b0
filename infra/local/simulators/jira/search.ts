// As much of JQL as programs ask: equalities joined by AND, `in (…)`, and an order. What is beyond that is refused, as is
// a query without any restriction.
import { type Issue, statuses } from "./issues.ts";

type Filter = (issue: Issue) => boolean;

/** The issues that a query means, in its order. @throws JqlFault with Jira's words. */
export function select(jql: string, issues: readonly Issue[]): Issue[] {
  const [conditions = "", order] = splitOrder(jql);
  if (conditions.trim() === "") {
    throw new JqlFault("Unbounded JQL queries are not allowed here. Please add a search restriction to your query.");
  }
  const filters = clauses(conditions).map(filterOf);
  const found = issues.filter((issue) => filters.every((filter) => filter(issue)));
  return order === undefined ? [...found].reverse() : ordered(found, order);
}

export class JqlFault extends Error {
  override readonly name = "JqlFault";
}

const splitOrder = (jql: string): [string, string?] => {
  const found = /^(.*?)(?:\border\s+by\s+([\w\s,]+))?$/is.exec(jql.trim());
  return found?.[2] === undefined ? [jql] : [found[1] ?? "", found[2]];
};

/** Quoted text is set aside while the words between are looked at. */
function clauses(conditions: string): string[] {
  const quoted: string[] = [];
  const masked = conditions.replace(/"(?:[^"\\]|\\.)*"/g, (text) => `"${quoted.push(text) - 1}"`);
  const restored = (words: string): string =>
    words.replace(/"(\d+)"/g, (_, index: string) => quoted[Number(index)] ?? "");
  return masked.split(/\s+and\s+/i).map(restored);
}

const clause = /^\s*([a-z]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[\w.-]+)|in\s*\(([^)]*)\))\s*$/i;

function filterOf(words: string): Filter {
  const [, field = "", single, several] = clause.exec(words) ?? [];
  const values = (single === undefined ? (several ?? "").split(",") : [single]).map(unquoted);
  const has = fieldsOf[field.toLowerCase()];
  if (field === "" || values.length === 0)
    throw new JqlFault(`Error in the JQL Query: expecting a condition but got '${words.trim()}'.`);
  if (has === undefined) {
    throw new JqlFault(`Field '${field}' does not exist or you do not have permission to view it.`);
  }
  return (issue) => has(issue).some((value) => values.includes(value));
}

const fieldsOf: Readonly<Record<string, (issue: Issue) => readonly string[]>> = {
  project: ({ project }) => [project],
  labels: ({ labels }) => labels,
  key: ({ key }) => [key],
  issuekey: ({ key }) => [key],
  status: ({ status }) => [status],
  statuscategory: ({ status }) => [statuses[status].category.name],
  priority: ({ priority }) => [priority],
};

const unquoted = (value: string): string => {
  const trimmed = value.trim();
  return trimmed.startsWith('"') ? trimmed.slice(1, -1).replace(/\\(.)/g, "$1") : trimmed;
};

function ordered(issues: readonly Issue[], order: string): Issue[] {
  const [field = "", direction = "asc"] = order.trim().toLowerCase().split(/\s+/);
  if (!["created", "updated", "key"].includes(field)) throw new JqlFault(`Not able to sort using field '${field}'.`);
  const by = (issue: Issue): string =>
    field === "key" ? issue.id : field === "updated" ? issue.updated : issue.created;
  const sorted = [...issues].sort((a, b) => by(a).localeCompare(by(b)) || Number(a.id) - Number(b.id));
  return direction === "desc" ? sorted.reverse() : sorted;
}
