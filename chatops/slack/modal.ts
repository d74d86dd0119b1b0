// Modals as plain typed functions, within the limits that Slack states for them.
// https://docs.slack.dev/surfaces/modals
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { cut } from "../../actions/kit/runtime/mirror/words/plain.ts";

export interface Modal {
  readonly title: string;
  readonly blocks: readonly KnownBlock[];
  /** What the submission is told by; a modal without it only shows something. */
  readonly submits?: { readonly callback: string; readonly label: string; readonly carries: object };
}

const mostBlocks = 100;

export const modal = ({ title, blocks, submits }: Modal): ModalView => ({
  type: "modal",
  title: plainText(title, 24),
  close: plainText("Close", 24),
  blocks: blocks.slice(0, mostBlocks),
  ...(submits === undefined
    ? {}
    : {
        callback_id: submits.callback,
        submit: plainText(submits.label, 24),
        private_metadata: JSON.stringify(submits.carries),
      }),
});

const plainText = (text: string, most: number) =>
  ({ type: "plain_text", text: cut(text, most), emoji: false }) as const;

export interface Question {
  readonly id: string;
  readonly label: string;
  readonly hint: string | null;
  readonly optional: boolean;
  readonly initial: string | null;
  /** Null: any text. */
  readonly options: readonly string[] | null;
}

/** The one action of an input's block. */
export const answerId = "answer";

export function input({ id, label, hint, optional, initial, options }: Question): InputBlock {
  const base = { action_id: answerId } as const;
  const element =
    options === null
      ? ({
          ...base,
          type: "plain_text_input",
          max_length: 3_000,
          ...(initial === null ? {} : { initial_value: initial }),
        } as const)
      : ({ ...base, type: "static_select", ...selection(options, initial) } as const);
  return {
    type: "input",
    block_id: id,
    label: plainText(label, 2_000),
    optional,
    element,
    ...(hint === null ? {} : { hint: plainText(hint, 2_000) }),
  };
}

function selection(values: readonly string[], initial: string | null) {
  const options: PlainTextOption[] = values.slice(0, 100).map((value) => ({ text: plainText(value, 75), value }));
  const chosen = options.find(({ value }) => value === initial);
  return chosen === undefined ? { options } : { options, initial_option: chosen };
}

interface Answer {
  readonly value?: unknown;
  readonly selected_option?: unknown;
}

/** What was typed or chosen, by the inputs' ids; what was left empty is left out. */
export function answersOf(values: Readonly<Record<string, Readonly<Record<string, Answer>>>>): Record<string, string> {
  const given = Object.entries(values).flatMap(([id, actions]) => {
    const { value, selected_option: option } = actions[answerId] ?? {};
    const chosen = typeof option === "object" && option !== null && "value" in option ? option.value : value;
    return typeof chosen === "string" && chosen.trim() !== "" ? [[id, chosen.trim()] as const] : [];
  });
  return Object.fromEntries(given);
}
