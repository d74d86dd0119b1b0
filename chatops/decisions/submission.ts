// The submitted modal: the decision is made by `riposte-approval`, as the person whose Slack account this is, and what came
// of it is said in the modal.
import type { ModalView } from "@slack/types";
import * as z from "zod";
import { addToJournal } from "../../actions/kit/runtime/case-store/journal.ts";
import { invoke, NoAnswer } from "../invoke.ts";
import { askerOf } from "../people/asker.ts";
import { botClient } from "../slack/desk.ts";
import { type Carried, carried, outcomeModal } from "./modal.ts";

const decided = z.object({ ok: z.boolean(), message: z.string() });

export async function submittedDecision(user: string, privateMetadata: string): Promise<ModalView> {
  const parsed = carried.safeParse(parsedJson(privateMetadata));
  if (!parsed.success) return outcomeModal(false, "this modal is not one of Riposte's");
  const asker = await askerOf(user, botClient);
  if (!asker.ok) {
    const text = `submitted a decision on ${parsed.data.approval}, refused: ${asker.message}`;
    await addToJournal({ by: asker.name, text }, new Date());
    return outcomeModal(false, asker.message);
  }
  return decideAs(asker.person.id, parsed.data);
}

async function decideAs(person: string, { approval, decision }: Carried): Promise<ModalView> {
  try {
    const event = { kind: "decide", approval, person, decision, via: "slack" };
    const { ok, message } = await invoke("riposte-approval", event, decided);
    return outcomeModal(ok, message);
  } catch (error) {
    if (!(error instanceof NoAnswer)) console.error(`chatops: a decision failed: ${String(error)}`);
    return outcomeModal(false, noAnswer);
  }
}

const noAnswer =
  "there is no answer yet: the case will show whether your decision counted, and it is safe to decide again";

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
