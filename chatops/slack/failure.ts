// What Slack's errors mean: to wait, to give up, or to say it otherwise.
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { PermanentFailure, RetryableFailure } from "../../actions/kit/contract/failure.ts";

/** Slack would not take the message as it is: too long, or not Block Kit. */
export class MessageRefused extends PermanentFailure {
  constructor(message: string) {
    super("Refused", message);
  }
}

/** A limit was reached; nothing was done. `seconds` is what Slack asks to wait. */
export class SlackBusy extends RetryableFailure {
  readonly seconds: number;
  constructor(seconds: number) {
    super("RateLimited", `slack asks to wait ${seconds} s`);
    this.seconds = seconds;
  }
}

const unauthorized = [
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "missing_scope",
  "no_permission",
  "access_denied",
  "team_access_not_granted",
];
const refusedMessages = ["invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "no_text"];
const passing = ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"];

const remedies: Readonly<Record<string, string>> = {
  channel_not_found: "correct the channel in the configuration, or invite the app to a private one",
  not_in_channel: "invite the app to the channel",
  is_archived: "unarchive the channel or configure another",
};

/** The failure that stands for whatever the client threw; anything that is not Slack's is returned as it is. */
export function slackFailure(error: unknown): unknown {
  if (error instanceof WebAPIRateLimitedError) return new SlackBusy(error.retryAfter);
  if (error instanceof WebAPIRequestError) {
    const late = error.original.name === "TimeoutError";
    return late
      ? new RetryableFailure("TimedOut", "slack did not answer in time")
      : new RetryableFailure("Unavailable", "slack could not be reached");
  }
  if (error instanceof WebAPIHTTPError)
    return new RetryableFailure("Unavailable", `slack answered ${error.statusCode}`);
  if (error instanceof WebAPIPlatformError) return platformFailure(error);
  if (error instanceof Error && error.message.startsWith("Retry header")) return new SlackBusy(30);
  return error;
}

function platformFailure({ data }: WebAPIPlatformError): Error {
  const code: unknown = data.error;
  // The client puts a body that is not JSON where the error's name belongs.
  if (typeof code !== "string" || !/^[a-z_]{2,80}$/.test(code)) {
    return new RetryableFailure("Unavailable", "slack answered with a body that is not its own");
  }
  if (code === "ratelimited" || code === "rate_limited") return new SlackBusy(data.response_metadata?.retryAfter ?? 30);
  if (passing.includes(code)) return new RetryableFailure("Unavailable", `slack answered ${code}`);
  if (unauthorized.includes(code)) {
    return new PermanentFailure("Unauthorized", `slack answered ${code}: check the app's token and its scopes`);
  }
  if (refusedMessages.includes(code)) {
    const why = data.response_metadata?.messages?.slice(0, 3).join("; ") ?? "";
    return new MessageRefused(`slack refused the message: ${code}${why === "" ? "" : ` (${why})`}`);
  }
  const name = code.endsWith("_not_found") ? "NotFound" : "Refused";
  return new PermanentFailure(name, `slack answered ${code}${remedies[code] ? `: ${remedies[code]}` : ""}`);
}
