// The Slack mirror's own code with Slack's own client against the simulated workspace, over a socket.
import type { CaseView } from "../../../actions/kit/contract/case.ts";
import { bringUpToDate } from "../../../actions/kit/runtime/mirror/bring-up-to-date.ts";
import { threadIn } from "../../../chatops/mirror/thread.ts";
import { slackClient } from "../../../chatops/slack/client.ts";
import { channelOf } from "../../../chatops/slack/messages.ts";
import { testClock } from "../../../infra/local/clock.ts";
import {
  createSlack,
  type SlackSimulatorOptions,
  simulatedSlackSecrets,
} from "../../../infra/local/simulators/slack/index.ts";
import type { WireHandler } from "../../../infra/local/wire.ts";
import { serve } from "../../mirrors/serve.ts";
import { memoryStore, start } from "../../mirrors/support.ts";

export const channel = "C0SECOPS1";
const people = new Map([["dana.kim", "U0DANAKIM1"]]);

export async function rig(view: CaseView, options: Partial<SlackSimulatorOptions> = {}) {
  const clock = testClock(start);
  const slack = createSlack({ clock, ...options });
  const store = memoryStore(view);
  const asked: string[] = [];
  const slept: number[] = [];
  let between: WireHandler | null = null;
  const served = await serve((request) => {
    asked.push(request.path.replace("/api/", ""));
    return (between ?? slack.handler)(request);
  });
  process.env.RIPOSTE_BASE_URL_SLACK = served.origin;
  const client = async () => slackClient(simulatedSlackSecrets["slack/bot-token"]);
  const sleep = async (milliseconds: number) => {
    slept.push(milliseconds);
    clock.advance(milliseconds);
  };
  const copy = threadIn(channelOf({ client, channel, sleep }), people);
  return {
    clock,
    slack,
    store,
    /** Methods called, in order. */
    asked,
    slept,
    /** Stands between the mirror and Slack from now on; null for nothing. */
    put: (handler: WireHandler | null) => {
      between = handler;
    },
    sync: () => bringUpToDate(view.head.id, { ...store, copy, now: () => new Date(clock.now()).toISOString() }),
    close: async () => {
      await served.close();
      slack.close();
    },
  };
}
