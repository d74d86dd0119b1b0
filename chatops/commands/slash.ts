// `/riposte …`: who asks, what they ask for, whether their role allows it, and the answer, within Slack's three seconds.
// A refusal is journalled and says which role is missing.
import { PermanentFailure } from "../../actions/kit/contract/index.ts";
import { addToJournal } from "../../actions/kit/runtime/case-store/journal.ts";
import { NoAnswer } from "../invoke.ts";
import { askerOf } from "../people/asker.ts";
import { missingRole } from "../people/roles.ts";
import { botClient } from "../slack/desk.ts";
import { say } from "../slack/say.ts";
import { type Answer, type Command, wordsOf } from "./command.ts";
import { help } from "./help.ts";
import { commands } from "./index.ts";

export async function slash(user: string, text: string): Promise<Answer> {
  const now = new Date();
  const [name = "help", ...words] = wordsOf(text);
  const command = [...commands, help].find((one) => one.name === name.toLowerCase());
  if (command === undefined) return say(`there is no /riposte ${name.slice(0, 40)}: try /riposte help`);
  const asker = await askerOf(user, botClient);
  const refusal = asker.ok ? missingRole(asker.person, command.needs) : asker.message;
  if (!asker.ok || refusal !== null) {
    const by = asker.ok ? asker.person.id : asker.name;
    await addToJournal({ by, text: `tried /riposte ${command.name} ${words.join(" ")}, refused: ${refusal}` }, now);
    return say(`Refused: ${refusal}`);
  }
  return answered(command, () => command.run({ person: asker.person, words, now }));
}

async function answered({ name, usage }: Command, run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof PermanentFailure) return say(error.message);
    if (error instanceof NoAnswer) {
      return say(
        `/riposte ${name}: no answer within Slack's time; it may have been done all the same, see /riposte list`,
      );
    }
    console.error(
      `chatops: /riposte ${name} failed: ${error instanceof Error ? `${error.name}: ${error.message}` : error}`,
    );
    return say(
      `/riposte ${usage} failed inside Riposte, and what it does may not have been done: its log has the report`,
    );
  }
}
