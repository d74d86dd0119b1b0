// `riposte dlq list|show|replay`: messages that became no case, why, and once more.
import { Command } from "commander";
import { inert, inertLine } from "../../actions/kit/contract/index.ts";
import { type DeadLetter, withDeadLetters } from "../dead-letters.ts";
import { endpointOption, findHost, reached } from "../deployed.ts";
import { refuseStranger, startAgain, startedText } from "../dispatcher.ts";
import { example } from "../show/help.ts";
import { Stop } from "../stop.ts";

interface Options {
  readonly as: string;
  readonly endpoint?: string;
  readonly json?: true;
}

const what = "the dead-letter queue";

export const dlqCommand = (): Command =>
  new Command("dlq")
    .description("messages that became no case: list them, show one, or take them in again")
    .addCommand(list().exitOverride())
    .addCommand(show().exitOverride())
    .addCommand(replay().exitOverride());

const list = (): Command =>
  new Command("list")
    .description("every message with its reason, the oldest first")
    .option(...endpointOption)
    .option("--json", "print JSON")
    .action(async ({ endpoint, json }: Options) => {
      findHost(endpoint, ["RIPOSTE_DEAD_LETTER_QUEUE"]);
      const letters = await reached(what, () => withDeadLetters(async (all) => all));
      if (json) return void process.stdout.write(`${JSON.stringify(letters.map(shown), null, 2)}\n`);
      const lines = letters.map(({ id, sentAt, reason }) => `${id}  ${sentAt.slice(0, 19)}\n  ${inertLine(reason)}\n`);
      process.stdout.write(lines.join("") || "There are no dead letters.\n");
    });

const show = (): Command =>
  new Command("show")
    .description("one message with its reason, as it was published")
    .argument("<id>", "its id, as the list shows it")
    .option(...endpointOption)
    .option("--json", "print JSON")
    .action(async (id: string, { endpoint, json }: Options) => {
      findHost(endpoint, ["RIPOSTE_DEAD_LETTER_QUEUE"]);
      const letter = await reached(what, () => withDeadLetters(async (letters) => only(letters, id)));
      const text = `${inertLine(letter.reason)}\n${inert(letter.text)}\n`;
      process.stdout.write(json ? `${JSON.stringify(shown(letter), null, 2)}\n` : text);
    });

const replay = (): Command =>
  new Command("replay")
    .description("take messages in again, as the next attempt; what still cannot be read stays")
    .argument("[id...]", "ids, as the list shows them; all when none is given")
    .requiredOption("--as <person>", "who asks: a person's id in riposte.config.ts")
    .option(...endpointOption)
    .addHelpText("after", example("riposte dlq replay --as dana.kim --endpoint http://127.0.0.1:4747"))
    .action(async (ids: string[], { as: person, endpoint }: Options) => {
      refuseStranger(person);
      findHost(endpoint, ["RIPOSTE_DEAD_LETTER_QUEUE"]);
      const stayed = await reached(what, () =>
        withDeadLetters(async (letters, take) => {
          const chosen = ids.length === 0 ? letters : ids.map((id) => only(letters, id));
          let left = 0;
          for (const letter of chosen) {
            const answer = await startAgain(letter.text, person, "live");
            if (answer.ok) await take(letter);
            else left += 1;
            const said = answer.ok ? startedText(answer) : `stays: ${inertLine(answer.message)}\n`;
            process.stdout.write(`${letter.id}  ${said}`);
          }
          if (chosen.length === 0) process.stdout.write("There are no dead letters.\n");
          return left;
        }),
      );
      process.exitCode = stayed === 0 ? 0 : 1;
    });

function only(letters: readonly DeadLetter[], id: string): DeadLetter {
  const found = letters.find((letter) => letter.id === id);
  if (found !== undefined) return found;
  throw new Stop(1, `there is no dead letter "${id}": riposte dlq list shows those there are`);
}

const shown = ({ receipt: _, ...letter }: DeadLetter): Omit<DeadLetter, "receipt"> => letter;
