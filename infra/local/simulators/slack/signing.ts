// Requests as Slack signs them. https://docs.slack.dev/authentication/verifying-requests-from-slack
import { createHmac } from "node:crypto";

export interface Signing {
  readonly secret: string;
  /** Seconds since 1970: the world's, whatever time the host has been moved to. */
  readonly timestamp?: number;
}

/** The headers of a signed form. */
export function signedForm(body: string, { secret, timestamp = Math.floor(Date.now() / 1_000) }: Signing) {
  const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    "content-type": "application/x-www-form-urlencoded",
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    "x-slack-request-timestamp": String(timestamp),
    "x-slack-signature": `v0=${signature}`,
  };
}
