// `/riposte journal`: who stopped and resumed, and who was refused what.
import { readJournal } from "../../actions/kit/runtime/case-store/journal.ts";
import { timeInWords } from "../../actions/kit/runtime/mirror/words/names.ts";
import { plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import { fact, say } from "../slack/say.ts";
import type { Command } from "./command.ts";

const shown = 25;

export const journal: Command = {
  name: "journal",
  usage: "journal",
  says: "stops, resumes and refusals of today and yesterday",
  needs: "audit",
  async run({ now }) {
    const lines = await readJournal(now, shown);
    const items = lines.map(({ at, by, text }) =>
      fact(`${timeInWords(at)}, ${plainLine(by, 80)}`, plainLine(text, 300)),
    );
    return say(lines.length === 0 ? "The journal is empty" : `The last ${lines.length} lines of the journal`, items);
  },
};
