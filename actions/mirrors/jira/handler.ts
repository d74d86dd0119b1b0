// The function `riposte-mirror-jira`: keeps one ticket per case in Jira Cloud.
import { PermanentFailure } from "../../kit/contract/failure.ts";
import { caseStore } from "../../kit/runtime/case-store/index.ts";
import { settings } from "../../kit/runtime/environment.ts";
import { mirrorBatch } from "../../kit/runtime/mirror/batch.ts";
import { bringUpToDate } from "../../kit/runtime/mirror/bring-up-to-date.ts";
import { JiraClient } from "./client.ts";
import { sendTo } from "./send.ts";
import { ticketIn } from "./ticket.ts";

export const handler = mirrorBatch((caseId) => {
  const { jira } = settings();
  if (jira === null)
    throw new PermanentFailure("Refused", "the settings name no Jira: add `jira` or remove this mirror");
  const store = caseStore();
  const now = () => new Date().toISOString();
  return bringUpToDate(caseId, {
    view: (id) => store.view(id),
    state: (id, system) => store.mirrorState(id, system),
    save: (id, state) => store.saveMirrorState(id, state),
    copy: ticketIn({ jira: new JiraClient(sendTo(jira.site)), settings: jira, now }),
    now,
  });
});
