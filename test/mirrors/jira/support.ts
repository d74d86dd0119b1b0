// The Jira mirror's own code against the simulated site, without sockets in between.
import type { CaseView } from "../../../actions/kit/contract/case.ts";
import { bringUpToDate } from "../../../actions/kit/runtime/mirror/bring-up-to-date.ts";
import { JiraClient } from "../../../actions/mirrors/jira/client.ts";
import type { Send } from "../../../actions/mirrors/jira/exchange.ts";
import { ticketIn } from "../../../actions/mirrors/jira/ticket.ts";
import { testClock } from "../../../infra/local/clock.ts";
import { createJira, simulatedJiraSecrets } from "../../../infra/local/simulators/jira/index.ts";
import type { WireHandler } from "../../../infra/local/wire.ts";
import { memoryStore, start, wireRequest } from "../support.ts";

export const jiraSettings = {
  site: "https://example-corp.atlassian.net",
  project: "SEC",
  issueType: "Task",
  priorities: { informational: "Lowest", low: "Low", medium: "Medium", high: "High", critical: "Highest" },
} as const;

const { "jira/email": email, "jira/api-token": token } = simulatedJiraSecrets;
export const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}`;

export const sendThrough =
  (handler: WireHandler): Send =>
  async ({ method, path, body }) => {
    const answer = await handler(wireRequest(method, path, { authorization }, body));
    const text = answer.body.toString();
    return { status: answer.status, headers: answer.headers, body: parsed(text) };
  };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export interface Rig {
  readonly clock: ReturnType<typeof testClock>;
  readonly jira: ReturnType<typeof createJira>;
  readonly store: ReturnType<typeof memoryStore>;
  /** Requests that reached Jira, as `POST /rest/api/3/issue`. */
  readonly asked: string[];
  /** Stands between the mirror and Jira for the next requests. */
  between: ((pass: Send) => Send) | null;
  sync(): Promise<unknown>;
  /** Writes to Jira as another program would. */
  post(path: string, body: unknown): Promise<unknown>;
}

export function rig(view: CaseView, options: { readonly searchLagMs?: number } = {}): Rig {
  const clock = testClock(start);
  const jira = createJira({ clock, ...options });
  const store = memoryStore(view);
  const asked: string[] = [];
  const pass: Send = (request) => {
    asked.push(`${request.method} ${request.path.split("?")[0]}`);
    return sendThrough(jira.handler)(request);
  };
  const self: Rig = {
    clock,
    jira,
    store,
    asked,
    between: null,
    post: (path, body) => sendThrough(jira.handler)({ method: "POST", path, body }),
    sync: () => {
      const now = () => new Date(clock.now()).toISOString();
      const send: Send = (request) => (self.between === null ? pass : self.between(pass))(request);
      const copy = ticketIn({ jira: new JiraClient(send), settings: jiraSettings, now });
      return bringUpToDate(view.head.id, { ...store, copy, now });
    },
  };
  return self;
}
