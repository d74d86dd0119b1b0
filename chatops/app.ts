// The app as Bolt dispatches it: one slash command, two buttons, two modals. Listeners only hand over; what they do is in
// `commands/` and `decisions/`.
import { App } from "@slack/bolt";
import { LogLevel } from "@slack/web-api";
import { runModal } from "./commands/run-modal.ts";
import { submittedRun } from "./commands/run-submission.ts";
import { slash } from "./commands/slash.ts";
import { clicked } from "./decisions/click.ts";
import { decideModal } from "./decisions/modal.ts";
import { submittedDecision } from "./decisions/submission.ts";
import { approveAction, denyAction } from "./mirror/approval-message.ts";
import type { FunctionUrlReceiver } from "./receiver/receiver.ts";
import { openModal } from "./slack/desk.ts";
import { answersOf } from "./slack/modal.ts";

export function createApp(receiver: FunctionUrlReceiver): App {
  const app = new App({
    receiver,
    // Listeners take their own client, which is limited and reads the token when it is needed.
    authorize: async () => ({ botToken: "", botId: "riposte", botUserId: "riposte" }),
    ignoreSelf: false,
    convoStore: false,
    logger: quiet,
    logLevel: LogLevel.ERROR,
  });
  app.command("/riposte", async ({ command, ack }) => {
    const answer = await slash(command.user_id, command.text);
    if (!("modal" in answer)) return ack({ response_type: "ephemeral", text: answer.text, blocks: [...answer.blocks] });
    await openModal(command.trigger_id, answer.modal);
    await ack();
  });
  for (const action of [approveAction, denyAction]) {
    app.action({ type: "block_actions", action_id: action }, async ({ body, ack }) => {
      await clicked(body);
      await ack();
    });
  }
  app.view({ type: "view_submission", callback_id: decideModal }, async ({ body, ack }) => {
    const view = await submittedDecision(body.user.id, body.view.private_metadata);
    await ack({ response_action: "update", view });
  });
  app.view({ type: "view_submission", callback_id: runModal }, async ({ body, ack }) => {
    const done = await submittedRun(body.user.id, body.view.private_metadata, answersOf(body.view.state.values));
    if ("errors" in done) return ack({ response_action: "errors", errors: done.errors });
    await ack({ response_action: "update", view: done.view });
  });
  app.error(async (error) => {
    throw error;
  });
  return app;
}

/** Bolt's own lines would carry what people typed into the log; failures are thrown and answered. */
const quiet = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
