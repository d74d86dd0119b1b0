// The ticket of a case in Jira: opened once, found again by its label, and its comments by a property that only
// programs see.
import * as z from "zod";
import type { CaseView } from "../../kit/contract/case.ts";
import { RetryableFailure } from "../../kit/contract/failure.ts";
import type { Severity } from "../../kit/contract/observables.ts";
import type { Copy, Fact, Opened } from "../../kit/runtime/mirror/copy.ts";
import type { Adf } from "./adf.ts";
import type { JiraClient, NewIssue } from "./client.ts";
import { commentsOf, descriptionOf, refusedPiece, summaryOf } from "./document.ts";
import { JiraRefusal } from "./exchange.ts";

export interface TicketSettings {
  /** Where people open the ticket; not where the API is called. */
  readonly site: string;
  readonly project: string;
  readonly issueType: string;
  readonly priorities: Readonly<Record<Severity, string>>;
}

/** The comment's property that says which entry of which case it holds. */
export const markKey = "riposte.entry";
const mark = z.object({ case: z.string(), entry: z.string() });

/** After so long without a trace, a creation whose answer was lost has not happened: Jira's search has caught up. */
const searchCatchesUpMs = 60_000;

export interface JiraCollaborators {
  readonly jira: JiraClient;
  readonly settings: TicketSettings;
  readonly now: () => string;
}

export const ticketIn = ({ jira, settings, now }: JiraCollaborators): Copy<Adf> => ({
  system: "jira",
  born: ["priority"],

  async find(view, askedAt) {
    const [key] = await jira.labelled(settings.project, labelOf(view));
    if (key !== undefined) return opened(key, settings);
    if (askedAt === null || Date.parse(now()) - Date.parse(askedAt) >= searchCatchesUpMs) return null;
    throw new RetryableFailure(
      "Conflict",
      `a ticket was asked for at ${askedAt} and jira's search may not show it yet`,
    );
  },

  create: async (view) => opened((await create(view, jira, settings)).key, settings),

  async posted({ head }, key) {
    const marks = (await jira.comments(key)).flatMap(({ id, properties }) => {
      const found = mark.safeParse(properties.find((property) => property.key === markKey)?.value);
      return found.success && found.data.case === head.id ? [[found.data.entry, id] as const] : [];
    });
    return new Map(marks);
  },

  pieces: commentsOf,

  async add({ head }, key, piece) {
    const properties = [{ key: markKey, value: { case: head.id, entry: piece.id } }];
    try {
      return await jira.comment(key, piece.body, properties);
    } catch (error) {
      if (!(error instanceof JiraRefusal)) throw error;
      return jira.comment(key, refusedPiece(piece.id, error.message), properties);
    }
  },

  facts: ({ head }) => [
    priorityIn(jira, settings.priorities[head.severity]),
    ...(head.status === "closed" ? [closedIn(jira)] : []),
  ],
});

const opened = (key: string, { site }: TicketSettings): Opened => ({
  key,
  url: new URL(`/browse/${encodeURIComponent(key)}`, site).href,
});

async function create(view: CaseView, jira: JiraClient, settings: TicketSettings): Promise<{ key: string }> {
  const issue = issueOf(view, settings);
  try {
    return await jira.create(issue);
  } catch (error) {
    if (!onlyPriorityRefused(error)) throw error;
    const { priority: _, ...fields } = issue.fields;
    return jira.create({ ...issue, fields });
  }
}

/** Many projects have no priority on their screens. The ticket matters more, and says the severity in words. */
const onlyPriorityRefused = (error: unknown): boolean =>
  error instanceof JiraRefusal && error.fields.length === 1 && error.fields[0] === "priority";

const labelOf = ({ head }: CaseView): string => `riposte-${head.id}`;

const issueOf = (view: CaseView, settings: TicketSettings): NewIssue => ({
  fields: {
    project: { key: settings.project },
    issuetype: { name: settings.issueType },
    summary: summaryOf(view),
    description: descriptionOf(view),
    labels: ["riposte", labelOf(view)],
    priority: { name: settings.priorities[view.head.severity] },
  },
  properties: [{ key: "riposte.case", value: { case: view.head.id } }],
});

const priorityIn = (jira: JiraClient, name: string): Fact => ({
  name: "priority",
  value: name,
  set: async (key) => {
    await jira.edit(key, { priority: { name } }).catch((error: unknown) => {
      if (!onlyPriorityRefused(error)) throw error;
    });
  },
});

const closedIn = (jira: JiraClient): Fact => ({
  name: "status",
  value: "closed",
  set: async (key) => {
    await jira.finish(key);
  },
});
