// The function `riposte-chatops` behind a function URL: what Slack sends goes through our receiver to Bolt, and is answered
// within three seconds.
import { firstSeen } from "../actions/kit/runtime/case-store/seen.ts";
import { settings } from "../actions/kit/runtime/environment.ts";
import { secretValue } from "../actions/kit/runtime/secrets.ts";
import { createApp } from "./app.ts";
import { answered, type UrlAnswer } from "./receiver/function-url.ts";
import { FunctionUrlReceiver } from "./receiver/receiver.ts";
import { secrets } from "./slack/desk.ts";

const receiver = new FunctionUrlReceiver({
  signingSecret: () => secretValue(secrets.signingSecret.name),
  team: () => settings().slack?.team ?? null,
  firstSeen,
  now: () => Date.now(),
});
createApp(receiver);

/** A failure of ours is Slack's to show as one; its reason is for the log alone. */
export const handler = async (event: unknown): Promise<UrlAnswer> => {
  try {
    return await receiver.handle(event);
  } catch (error) {
    console.error(`chatops: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    return answered(500, "Riposte could not do this: its log has the report");
  }
};
