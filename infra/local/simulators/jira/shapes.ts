// Issues and comments as Jira's answers show them.
import type { Comment, Issue, Status } from "./issues.ts";
import { statuses } from "./issues.ts";

const author = {
  accountId: "5b10a2844c20165700ede21g",
  accountType: "atlassian",
  active: true,
  displayName: "Riposte",
  timeZone: "Etc/UTC",
};
export const myself = (site: string) => ({ self: `${site}/rest/api/3/user?accountId=${author.accountId}`, ...author });

/** Jira writes its times with milliseconds and an offset without a colon. */
const time = (at: string): string => at.replace(/Z$/, "+0000");

export const statusShape = (site: string, name: Status) => {
  const { id, category } = statuses[name];
  const statusCategory = { self: `${site}/rest/api/3/statuscategory/${category.id}`, ...category };
  return { self: `${site}/rest/api/3/status/${id}`, name, id, statusCategory };
};

export const commentShape = (site: string, issue: Issue, comment: Comment) => ({
  self: `${site}/rest/api/3/issue/${issue.id}/comment/${comment.id}`,
  id: comment.id,
  author: myself(site),
  body: comment.body,
  updateAuthor: myself(site),
  created: time(comment.created),
  updated: time(comment.created),
  jsdPublic: true,
});

/** `fields` as asked for: absent or `*all` gives all of them, an empty list none. */
export function issueShape(site: string, issue: Issue, fields: readonly string[] | null) {
  const head = {
    expand: "renderedFields,names,schema",
    id: issue.id,
    self: `${site}/rest/api/3/issue/${issue.id}`,
    key: issue.key,
  };
  if (fields !== null && fields.length === 0) return head;
  const all = allFields(site, issue);
  if (fields === null || fields.some((field) => field === "*all" || field === "*navigable"))
    return { ...head, fields: all };
  return { ...head, fields: Object.fromEntries(Object.entries(all).filter(([name]) => fields.includes(name))) };
}

const allFields = (site: string, issue: Issue): Readonly<Record<string, unknown>> => ({
  project: { self: `${site}/rest/api/3/project/10000`, id: "10000", key: issue.project, name: "Security" },
  issuetype: { name: issue.issueType, subtask: false },
  summary: issue.summary,
  description: issue.description,
  labels: issue.labels,
  priority: { name: issue.priority },
  status: statusShape(site, issue.status),
  reporter: myself(site),
  creator: myself(site),
  created: time(issue.created),
  updated: time(issue.updated),
  comment: {
    comments: issue.comments.map((comment) => commentShape(site, issue, comment)),
    maxResults: issue.comments.length,
    total: issue.comments.length,
    startAt: 0,
  },
});
