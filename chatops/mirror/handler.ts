// The function `riposte-mirror-slack`: keeps one thread per case in the configured channel.
import { secret } from "../../actions/kit/contract/define-action.ts";
import { PermanentFailure } from "../../actions/kit/contract/failure.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import { mirrorBatch } from "../../actions/kit/runtime/mirror/batch.ts";
import { bringUpToDate } from "../../actions/kit/runtime/mirror/bring-up-to-date.ts";
import { forgetSecrets, secretValue } from "../../actions/kit/runtime/secrets.ts";
import { slackClient } from "../slack/client.ts";
import { channelOf } from "../slack/messages.ts";
import { threadIn } from "./thread.ts";

export const secrets = { botToken: secret("slack/bot-token") } as const;

export const handler = mirrorBatch(async (caseId) => {
  const { slack } = settings();
  if (slack === null)
    throw new PermanentFailure("Refused", "the settings name no Slack: add `slack` or remove this mirror");
  const store = caseStore();
  const client = async () => slackClient(await secretValue(secrets.botToken.name));
  const people = new Map(
    settings().people.flatMap(({ id, slack: user }) => (user === null ? [] : [[id, user] as const])),
  );
  try {
    await bringUpToDate(caseId, {
      view: (id) => store.view(id),
      state: (id, system) => store.mirrorState(id, system),
      save: (id, state) => store.saveMirrorState(id, state),
      copy: threadIn(channelOf({ client, channel: slack.channel }), people),
      now: () => new Date().toISOString(),
    });
  } catch (error) {
    if (error instanceof PermanentFailure && error.name === "Unauthorized") forgetSecrets(secrets, Date.now());
    throw error;
  }
});
