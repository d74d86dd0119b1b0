// The submitted fields of a run: faults are shown at their fields, a whole finding is started.
import type { ModalView } from "@slack/types";
import { addToJournal } from "../../actions/kit/runtime/case-store/journal.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import { NoAnswer } from "../invoke.ts";
import { askerOf } from "../people/asker.ts";
import { missingRole } from "../people/roles.ts";
import { botClient } from "../slack/desk.ts";
import type { Message } from "../slack/messages.ts";
import { modal } from "../slack/modal.ts";
import { say } from "../slack/say.ts";
import { makeFinding } from "./finding.ts";
import { makingOf, run, started } from "./run.ts";
import { carried } from "./run-modal.ts";

export type Submitted = { readonly errors: Record<string, string> } | { readonly view: ModalView };

export async function submittedRun(
  user: string,
  privateMetadata: string,
  values: Readonly<Record<string, string>>,
): Promise<Submitted> {
  const parsed = carried.safeParse(parsedJson(privateMetadata));
  const playbook = settings().playbooks.find(({ id }) => id === parsed.data?.playbook);
  if (!parsed.success || playbook === undefined) return shown(say("this modal is not one of Riposte's"));
  const asker = await askerOf(user, botClient);
  const refusal = asker.ok ? missingRole(asker.person, run.needs) : asker.message;
  if (!asker.ok || refusal !== null) {
    const by = asker.ok ? asker.person.id : asker.name;
    await addToJournal({ by, text: `submitted a run of ${playbook.id}, refused: ${refusal}` }, new Date());
    return shown(say(`Refused: ${refusal}`));
  }
  const { finding, faults } = makeFinding(makingOf(playbook, asker, parsed.data), values);
  if (Object.keys(faults).length > 0) return { errors: { ...faults } };
  try {
    return shown(await started(playbook, asker.person.id, parsed.data.mode, finding));
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return shown(say("no answer within Slack's time; it may have started all the same, see /riposte list"));
  }
}

const shown = ({ blocks }: Message): Submitted => ({ view: modal({ title: "Riposte", blocks }) });

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
