// The simulated site behind a function that asks it, and the bodies that tests send.
import { testClock } from "../../../../infra/local/clock.ts";
import {
  createJira,
  type JiraSimulatorOptions,
  simulatedJiraSecrets,
} from "../../../../infra/local/simulators/jira/index.ts";
import { start, wireRequest } from "../../../mirrors/support.ts";

export const { "jira/email": email, "jira/api-token": token } = simulatedJiraSecrets;
const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}`;

export function site(options: Partial<JiraSimulatorOptions> = {}) {
  const clock = testClock(start);
  const jira = createJira({ clock, ...options });
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { authorization },
  ) => {
    const answer = await jira.handler(wireRequest(method, `/rest/api/3${path}`, headers, body));
    const text = answer.body.toString();
    return { status: answer.status, body: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text };
  };
  return { clock, jira, ask };
}

export const document = (text = "hello") => ({
  type: "doc",
  version: 1,
  content: [{ type: "paragraph", content: [{ type: "text", text }] }],
});
export const fields = (changes: object = {}) => ({
  project: { key: "SEC" },
  issuetype: { name: "Task" },
  summary: "A case",
  ...changes,
});
export const create = {
  fields: fields({ labels: ["riposte-1"], description: document() }),
  properties: [{ key: "k", value: { a: 1 } }],
};
