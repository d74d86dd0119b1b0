// The calls of Jira Cloud's REST API, version 3, that a mirror makes; every answer is parsed before it is believed.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/
import * as z from "zod";
import type { Adf } from "./adf.ts";
import { answered, type Exchange, refused, type Send } from "./exchange.ts";

const created = z.object({ id: z.string(), key: z.string() });
const searchPage = z.object({ issues: z.array(created.loose()), isLast: z.boolean().optional() });
const commentIds = z.object({ total: z.int(), comments: z.array(z.object({ id: z.string() }).loose()) });
const property = z.object({ key: z.string(), value: z.json() });
const commentsWithProperties = z.object({
  values: z.array(z.object({ id: z.string(), properties: z.array(property).default([]) }).loose()),
});
const transitionList = z.object({
  transitions: z.array(
    z
      .object({ id: z.string(), to: z.object({ statusCategory: z.object({ key: z.string() }).loose() }).loose() })
      .loose(),
  ),
});

export interface NewIssue {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly properties: readonly { readonly key: string; readonly value: unknown }[];
}
export type Property = z.infer<typeof property>;
export interface MarkedComment {
  readonly id: string;
  readonly properties: readonly Property[];
}

/** How many of the newest comments are looked through for our marks: far more than a crash leaves unrecorded. */
const newest = 100;

export class JiraClient {
  readonly #send: Send;
  constructor(send: Send) {
    this.#send = send;
  }

  async create(issue: NewIssue): Promise<{ key: string }> {
    return answered(created, await this.#send({ method: "POST", path: "/rest/api/3/issue", body: issue }), 201);
  }

  /** Keys of the issues that carry the label, the oldest first. Jira's search lags behind its writes. */
  async labelled(project: string, label: string): Promise<string[]> {
    const jql = `project = ${quoted(project)} AND labels = ${quoted(label)} ORDER BY created ASC`;
    const body = { jql, fields: ["labels"], maxResults: 2 };
    const page = answered(searchPage, await this.#send({ method: "POST", path: "/rest/api/3/search/jql", body }), 200);
    return page.issues.map(({ key }) => key);
  }

  /** The newest comments with their properties, which only the second of these calls gives. */
  async comments(key: string): Promise<readonly MarkedComment[]> {
    const path = `${issuePath(key)}/comment?maxResults=${newest}&orderBy=-created`;
    const { comments } = answered(commentIds, await this.#send({ method: "GET", path }), 200);
    if (comments.length === 0) return [];
    const body = { ids: comments.map(({ id }) => Number(id)) };
    const listed = await this.#send({ method: "POST", path: "/rest/api/3/comment/list?expand=properties", body });
    return answered(commentsWithProperties, listed, 200).values;
  }

  async comment(key: string, body: Adf, properties: readonly Property[]): Promise<string> {
    const request = { method: "POST", path: `${issuePath(key)}/comment`, body: { body, properties } } as const;
    return answered(z.object({ id: z.string() }), await this.#send(request), 201).id;
  }

  async edit(key: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
    const answer = await this.#send({ method: "PUT", path: issuePath(key), body: { fields } });
    if (answer.status !== 204 && answer.status !== 200) throw refused(answer);
  }

  /** Moves the issue to a status of the category `done`; false when its workflow offers no way there. */
  async finish(key: string): Promise<boolean> {
    const path = `${issuePath(key)}/transitions`;
    const { transitions } = answered(transitionList, await this.#send({ method: "GET", path }), 200);
    const way = transitions.find(({ to }) => to.statusCategory.key === "done");
    if (way === undefined) return false;
    const moved: Exchange = await this.#send({ method: "POST", path, body: { transition: { id: way.id } } });
    if (moved.status !== 204) throw refused(moved);
    return true;
  }
}

const issuePath = (key: string): string => `/rest/api/3/issue/${encodeURIComponent(key)}`;

/** A JQL string: a backslash or a quotation mark in it cannot end it. */
const quoted = (value: string): string => `"${value.replace(/[\\"]/g, "\\$&")}"`;
