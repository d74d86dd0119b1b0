// What a person reads of a case: the ticket's text and its sections, and the thread's.
import type { CaseView } from "../../../actions/kit/contract/index.ts";
import { read as readMessage } from "../../chatops/mirror/read.ts";
import { read as readDocument } from "../../mirrors/jira/read.ts";
import type { Run, TestHost } from "../../support/local-host.ts";

/** The whole ticket, description first. */
export function ticketText(host: TestHost, view: CaseView): string {
  const { description, comments } = host.ticket(view);
  return [description, ...comments.map(({ body }) => body)].map(readDocument).join("\n");
}

/** What a run's evidence reads like in the ticket. */
export const evidenceText = (host: TestHost, view: CaseView, { execution }: Run): string =>
  host
    .ticket(view)
    .comments.filter(({ properties }) =>
      properties.some(({ value }) => (value as { entry?: string }).entry?.startsWith(`evidence:${execution}/`)),
    )
    .map(({ body }) => readDocument(body))
    .join("\n");

/** The part of a ticket below the heading that begins so. */
export function sectionOf(ticket: string, name: string): string {
  const part = ticket.split(/^### /m).find((one) => one.startsWith(name));
  if (part === undefined) throw new Error(`the ticket has no section "${name}"`);
  return part;
}

/** The whole thread, its first message first. */
export function threadText(host: TestHost, view: CaseView): string {
  const key = view.mirrors.find(({ system }) => system === "slack")?.key ?? null;
  if (key === null) throw new Error(`case ${view.head.id} has no thread`);
  return host.slack.thread(key).map(readMessage).join("\n");
}

/** Ids of the entries that the ticket's comments hold, piece by piece, in the order in which they stand there. */
export const deliveredTo = (host: TestHost, view: CaseView): string[] =>
  host
    .ticket(view)
    .comments.flatMap(({ properties }) =>
      properties.flatMap(({ key, value }) =>
        key === "riposte.entry" ? [(value as { readonly entry: string }).entry] : [],
      ),
    );
