// The modal that asks for what a finding still needs, made from its kind's schema; and its submission.
import type { ModalView } from "@slack/types";
import * as z from "zod";
import { mode, type PlaybookSettings } from "../../actions/kit/contract/index.ts";
import { fieldInWords } from "../../actions/kit/runtime/mirror/words/names.ts";
import { plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import { input, modal } from "../slack/modal.ts";
import type { Field } from "./fields.ts";
import { fieldsFor } from "./finding.ts";

export const runModal = "riposte.run";

export const carried = z.object({
  playbook: z.string().max(80),
  mode,
  /** The finding's id: a modal submitted twice is one finding. */
  id: z.string().max(80),
  at: z.iso.datetime(),
});
export type Carried = z.infer<typeof carried>;

type Values = Readonly<Record<string, string>>;

export function askingModal(playbook: PlaybookSettings, carries: Carried, values: Values, faults: Values): ModalView {
  const fields = fieldsFor(playbook.kind).filter(
    ({ id, optional }) => asked.has(id) || id in values || id in faults || !(optional || filled.has(id)),
  );
  return modal({
    title: playbook.title,
    blocks: fields.map((field) => input(questionOf(field, carries, values, faults))),
    submits: { callback: runModal, label: "Run", carries },
  });
}

/** Asked for although the envelope has something to put there. */
const asked: ReadonlySet<string> = new Set(["severity", "account"]);
/** Filled in by the envelope where nobody says otherwise. */
const filled: ReadonlySet<string> = new Set(["title", "description", "severity", "account", "region"]);

function questionOf(field: Field, { at }: Carried, values: Values, faults: Values) {
  const { id, options, description, optional } = field;
  const fault = Object.hasOwn(faults, id) && Object.hasOwn(values, id) ? faults[id] : undefined;
  const time = description?.startsWith("a time") === true;
  return {
    id,
    label: fieldInWords(id.replaceAll(".", " ")),
    hint: plainLine(fault ?? description ?? "", 300) || null,
    optional: optional || filled.has(id),
    initial: values[id] ?? (time && !optional ? at : id === "severity" ? "medium" : null),
    options,
  };
}
