// What a subcommand of `/riposte` is made of. Every one is a file here and a line in `index.ts`.
import type { ModalView } from "@slack/types";
import type { Person } from "../../actions/kit/contract/index.ts";
import type { Right } from "../people/roles.ts";
import type { Message } from "../slack/messages.ts";

export interface Ask {
  readonly person: Person;
  /** What follows the subcommand, word by word; `"several words"` in quotes are one. */
  readonly words: readonly string[];
  readonly now: Date;
}

/** Said to the asker alone, or a modal that asks for what is missing. */
export type Answer = Message | { readonly modal: ModalView };

export interface Command {
  readonly name: string;
  /** As in `take CASE`. */
  readonly usage: string;
  readonly says: string;
  readonly needs: Right;
  readonly run: (ask: Ask) => Promise<Answer>;
}

/** Words, quoted ones together; Slack's keyboards write curly quotes. */
export const wordsOf = (text: string): string[] =>
  (text.match(/(?:[^\s"“”]|["“”][^"“”]*["“”])+/g) ?? []).map((word) => word.replace(/["“”]/g, ""));
