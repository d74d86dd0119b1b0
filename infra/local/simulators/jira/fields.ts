// The fields of an issue as requests set them, each with the complaint that Jira has about it.
import { type DocumentFault, faultOf } from "./adf-check.ts";
import type { Issue } from "./issues.ts";

export const issueTypes = ["Task", "Bug", "Incident", "Security Incident", "[System] Incident"];
export const priorities = ["Highest", "High", "Medium", "Low", "Lowest"];

export type Settable = Pick<Issue, "project" | "issueType" | "summary" | "description" | "labels" | "priority">;
type Read = { readonly set: Partial<Settable> } | { readonly complaint: string };

const complaints: Readonly<Record<DocumentFault, string>> = {
  "not a document": "Operation value must be an Atlassian Document (see the Atlassian Document Format)",
  invalid: "INVALID_INPUT",
  "too long": "CONTENT_LIMIT_EXCEEDED",
};

const readers = (project: string): Readonly<Record<string, (value: unknown) => Read>> => ({
  project: (value) =>
    nameIn(value, "key") === project ? { set: { project } } : { complaint: "Specify a valid project ID or key" },
  issuetype: (value) => {
    const name = nameIn(value, "name");
    return name !== null && issueTypes.includes(name)
      ? { set: { issueType: name } }
      : { complaint: "Specify a valid issue type" };
  },
  summary: readSummary,
  description: (value) => {
    const fault = value === null ? null : faultOf(value);
    return fault === null ? { set: { description: value } } : { complaint: complaints[fault] };
  },
  labels: readLabels,
  priority: (value) => {
    const name = nameIn(value, "name");
    return name !== null && priorities.includes(name)
      ? { set: { priority: name } }
      : { complaint: "Specify a valid 'id' or 'name' for Priority" };
  },
});

function readSummary(value: unknown): Read {
  if (typeof value !== "string" || value.trim() === "")
    return { complaint: "You must specify a summary of the issue." };
  if (/[\r\n]/.test(value)) return { complaint: "The summary is invalid because it contains newline characters." };
  if (value.length > 255) return { complaint: "Summary can't exceed 255 characters." };
  return { set: { summary: value } };
}

function readLabels(value: unknown): Read {
  if (!Array.isArray(value) || value.some((label) => typeof label !== "string"))
    return { complaint: "data was not an array" };
  const spaced = value.find((label: string) => /\s/.test(label));
  if (spaced !== undefined) return { complaint: `The label '${spaced}' contains spaces which is invalid.` };
  const long = value.find((label: string) => label.length > 255);
  if (long !== undefined) return { complaint: `The label '${long}' exceeds the maximum length of 255 characters.` };
  return { set: { labels: [...new Set(value as string[])] } };
}

export interface FieldsRead {
  readonly set: Partial<Settable>;
  /** By field; empty when everything is well. */
  readonly errors: Readonly<Record<string, string>>;
}

export function readFields(project: string, fields: Readonly<Record<string, unknown>>): FieldsRead {
  const known = readers(project);
  const set: Partial<Settable> = {};
  const errors: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    const read = Object.hasOwn(known, name) ? known[name]?.(value) : undefined;
    if (read === undefined)
      errors[name] = `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
    else if ("complaint" in read) errors[name] = read.complaint;
    else Object.assign(set, read.set);
  }
  return { set, errors };
}

function nameIn(value: unknown, field: string): string | null {
  if (typeof value !== "object" || value === null) return null;
  const name = (value as Readonly<Record<string, unknown>>)[field];
  return typeof name === "string" ? name : null;
}
