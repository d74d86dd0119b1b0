// Requests of a function URL, signed with a secret of the test's own.
import { createHmac } from "node:crypto";

export const secret = "8f742231b10e8888abcd99yyyzzz85a5";
export const team = "T1DC2JH3J";
export const now = 1_795_000_000;

export interface Sending {
  readonly secret?: string;
  /** Seconds since 1970. */
  readonly at?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** The event that carries this form, signed unless the headers say otherwise. */
export function sent(form: string | Buffer, sending: Sending = {}) {
  const at = String(sending.at ?? now);
  const signature = createHmac("sha256", sending.secret ?? secret)
    .update(`v0:${at}:`)
    .update(form)
    .digest("hex");
  const headers = Object.entries({
    "content-type": sending.type ?? "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": at,
    "x-slack-signature": `v0=${signature}`,
    ...sending.headers,
  }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return {
    version: "2.0",
    headers: Object.fromEntries(headers),
    body: Buffer.from(form).toString("base64"),
    isBase64Encoded: true,
    requestContext: { http: { method: "POST" } },
  };
}

export const command = (changes: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({
    token: "x",
    team_id: team,
    channel_id: "C1",
    user_id: "U1",
    command: "/riposte",
    text: "help",
    trigger_id: "1.2.3",
    ...changes,
  }).toString();

export const click = (changes: object = {}): string =>
  interaction({
    type: "block_actions",
    team: { id: team, domain: "example" },
    user: { id: "U1", username: "u", team_id: team },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: "1.2.3",
    container: { type: "message", message_ts: "1.000002", channel_id: "C1" },
    channel: { id: "C1", name: "sec-ops" },
    message: { ts: "1.000002", thread_ts: "1.000001", blocks: [] },
    actions: [{ type: "button", action_id: "riposte.approve", block_id: "riposte.approval", value: "0123456789" }],
    ...changes,
  });

export const submission = (changes: object = {}): string =>
  interaction({
    type: "view_submission",
    team: { id: team, domain: "example" },
    user: { id: "U1", username: "u", team_id: team },
    view: {
      id: "V1",
      callback_id: "riposte.decide",
      private_metadata: '{"approval":"0123456789","decision":"approved"}',
      state: { values: {} },
    },
    ...changes,
  });

export const interaction = (payload: unknown): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
