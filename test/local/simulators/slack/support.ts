// The simulated workspace behind a function that asks it, and the blocks that tests send.
import { testClock } from "../../../../infra/local/clock.ts";
import {
  createSlack,
  type SlackSimulatorOptions,
  simulatedSlackSecrets,
} from "../../../../infra/local/simulators/slack/index.ts";
import { start, wireRequest } from "../../../mirrors/support.ts";

export const token = simulatedSlackSecrets["slack/bot-token"];
export const channel = "C0SECOPS1";
export function workspace(options: Partial<SlackSimulatorOptions> = {}) {
  const clock = testClock(start);
  const slack = createSlack({ clock, ...options });
  const json = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const ask = async (method: string, given: object | string, headers: Record<string, string> = json) => {
    const answer = await slack.handler(wireRequest("POST", `/api/${method}`, headers, given));
    return { status: answer.status, headers: answer.headers, ...JSON.parse(answer.body.toString()) };
  };
  const post = (given: object) => ask("chat.postMessage", { channel, text: "hi", ...given });
  return { clock, slack, ask, post };
}

export const words = (text: string, type = "mrkdwn") => ({ type, text });
export const section = (text: string) => ({ type: "section", text: words(text) });
export const metadata = { event_type: "riposte", event_payload: { case: "c", entry: "e" } };
