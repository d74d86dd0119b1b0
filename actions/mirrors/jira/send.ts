// Requests to the configured Jira site through the kit's client: only that host, one try each (the queue repeats what
// failed, and finds what was written), ten seconds at most.
import { type Secrets, secret } from "../../kit/contract/define-action.ts";
import { httpFor } from "../../kit/runtime/http.ts";
import { forgetSecrets, secretReaders } from "../../kit/runtime/secrets.ts";
import type { Send } from "./exchange.ts";

/** Basic authentication: an account's address and its API token. */
export const secrets = {
  email: secret("jira/email"),
  apiToken: secret("jira/api-token"),
} as const satisfies Secrets;

const longestRequestMs = 10_000;

/** Every status is an answer here; `exchange.ts` says what it means. */
const answers = [400, 401, 403, 404, 408, 409, 410, 413, 415, 422, 429, 500, 502, 503, 504];

export const sendTo = (site: string): Send => {
  const read = secretReaders(secrets);
  return async ({ method, path, body }) => {
    const [email, apiToken] = await Promise.all([read.email(), read.apiToken()]);
    const http = httpFor({
      system: "jira",
      hosts: [new URL(site).host],
      repeatable: false,
      deadline: Date.now() + longestRequestMs,
      signal: AbortSignal.timeout(longestRequestMs),
    });
    const authorization = `Basic ${Buffer.from(`${email}:${apiToken}`).toString("base64")}`;
    const json = body === undefined ? {} : { json: body };
    const answer = await http({ method, url: path, headers: { authorization }, accept: answers, ...json });
    if (answer.status === 401) forgetSecrets(secrets, Date.now());
    return { status: answer.status, headers: answer.headers, body: parsed(answer.text) };
  };
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
