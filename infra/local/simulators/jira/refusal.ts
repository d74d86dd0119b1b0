// What Jira says when it will not: each body as Jira Cloud gives it.
import type { WireResponse } from "../../wire.ts";
import { json, plain } from "../answers.ts";

type Errors = Readonly<Record<string, string>>;

const body = (messages: readonly string[], errors: Errors = {}) => ({ errorMessages: messages, errors });

export const invalid = (errors: Errors): WireResponse => json(400, body([], errors));
export const badRequest = (message: string): WireResponse => json(400, body([message]));
export const notFound = (message: string): WireResponse => json(404, body([message]));

export const noSuchIssue = notFound("Issue does not exist or you do not have permission to see it.");
export const unreadable = badRequest("There was an error parsing JSON. Check that your request body is valid.");
export const unauthenticated: WireResponse = plain(401, "Client must be authenticated to access this resource.", {
  "www-authenticate": 'OAuth realm="https%3A%2F%2Fexample-corp.atlassian.net"',
  "x-seraph-loginreason": "AUTHENTICATED_FAILED",
});
export const removed: WireResponse = json(410, {
  ...body([
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046",
  ]),
});
