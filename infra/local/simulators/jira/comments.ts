// The operations on comments and on the properties that programs hang onto issues and comments.
import type { WireResponse } from "../../wire.ts";
import { json } from "../answers.ts";
import { faultOf } from "./adf-check.ts";
import type { Comment, Issue } from "./issues.ts";
import { propertiesIn } from "./operations.ts";
import { badRequest, invalid, noSuchIssue, notFound } from "./refusal.ts";
import { type Asked, nothing } from "./route.ts";
import { commentShape } from "./shapes.ts";

export async function addComment({ part, body, site, now, issues }: Asked): Promise<WireResponse> {
  const issue = issues.find(part(1));
  if (issue === null) return noSuchIssue;
  const fault = faultOf(body.body);
  if (fault === "too long")
    return invalid({ comment: "The entered text is too long. It exceeds the allowed limit of 32,767 characters." });
  if (fault !== null) return invalid({ comment: "Comment body is not valid!" });
  const properties = propertiesIn(body.properties);
  if (properties === null)
    return badRequest("Invalid request payload. Refer to the REST API documentation and try again.");
  const comment: Comment = { id: issues.nextCommentId(), body: body.body, created: now(), properties };
  await issues.save({ ...issue, comments: [...issue.comments, comment], updated: now() });
  return json(201, commentShape(site, issue, comment));
}

const mostComments = 5_000;

export async function getComments({ part, query, site, issues }: Asked): Promise<WireResponse> {
  const issue = issues.find(part(1));
  if (issue === null) return noSuchIssue;
  const newestFirst = query.get("orderBy") === "-created";
  const startAt = Math.max(Number(query.get("startAt") ?? 0) || 0, 0);
  const maxResults = Math.min(Math.max(Number(query.get("maxResults") ?? mostComments) || 0, 0), mostComments);
  const inOrder = newestFirst ? [...issue.comments].reverse() : issue.comments;
  const comments = inOrder.slice(startAt, startAt + maxResults).map((comment) => commentShape(site, issue, comment));
  return json(200, { startAt, maxResults, total: issue.comments.length, comments });
}

/** The only listing of comments that shows their properties. */
export async function listComments({ body, query, site, issues }: Asked): Promise<WireResponse> {
  const { ids } = body;
  if (!Array.isArray(ids) || ids.length > 1_000 || ids.some((id) => !Number.isInteger(id))) {
    return badRequest("Invalid request payload. Refer to the REST API documentation and try again.");
  }
  const withProperties = query.get("expand")?.split(",").includes("properties") ?? false;
  const found = ids.flatMap((id) => commentIn(issues.withComment(String(id)), String(id)));
  const values = found.map(({ issue, comment }) => ({
    ...commentShape(site, issue, comment),
    ...(withProperties ? { properties: comment.properties } : {}),
  }));
  return json(200, { maxResults: 1_048_576, startAt: 0, total: values.length, isLast: true, values });
}

const commentIn = (issue: Issue | null, id: string): { issue: Issue; comment: Comment }[] => {
  const comment = issue?.comments.find((one) => one.id === id);
  return issue === null || comment === undefined ? [] : [{ issue, comment }];
};

export async function getCommentProperty({ part, issues }: Asked): Promise<WireResponse> {
  const [found] = commentIn(issues.withComment(part(1)), part(1));
  if (found === undefined) return notFound(`Can not find a comment for the id: ${part(1)}.`);
  const property = found.comment.properties.find(({ key }) => key === part(2));
  return property === undefined ? notFound(`The property with key: '${part(2)}' was not found.`) : json(200, property);
}

export async function getIssueProperty({ part, issues }: Asked): Promise<WireResponse> {
  const issue = issues.find(part(1));
  if (issue === null) return noSuchIssue;
  const property = issue.properties.find(({ key }) => key === part(2));
  return property === undefined ? notFound(`The property with key: '${part(2)}' was not found.`) : json(200, property);
}

export async function putIssueProperty({ part, raw, issues }: Asked): Promise<WireResponse> {
  const issue = issues.find(part(1));
  if (issue === null) return noSuchIssue;
  if (raw === undefined) return badRequest("The property value must be a valid, non-empty JSON.");
  const others = issue.properties.filter(({ key }) => key !== part(2));
  await issues.save({ ...issue, properties: [...others, { key: part(2), value: raw }] });
  return others.length < issue.properties.length ? json(200, null) : { ...nothing, status: 201 };
}
