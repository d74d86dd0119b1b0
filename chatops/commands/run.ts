// `/riposte run PLAYBOOK key=value…`: makes a finding of the playbook's kind and hands it to the dispatcher, which starts
// the execution. What is missing or wrong is asked for in a modal made from the finding's schema.
import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { PlaybookSettings } from "../../actions/kit/contract/index.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import { invoke } from "../invoke.ts";
import type { Message } from "../slack/messages.ts";
import { say } from "../slack/say.ts";
import type { Ask, Command } from "./command.ts";
import { fieldNamed } from "./fields.ts";
import { fieldsFor, type Making, makeFinding } from "./finding.ts";
import { askingModal, type Carried } from "./run-modal.ts";

export const run: Command = {
  name: "run",
  usage: "run PLAYBOOK [dry-run] key=value…",
  says: "runs a playbook on a finding of your own; what is missing is asked for",
  needs: "work",
  async run(ask) {
    const [id = "", ...rest] = ask.words;
    const { playbooks } = settings();
    const playbook = playbooks.find((one) => one.id === id);
    if (playbook === undefined) {
      return say(`there is no playbook "${id}"; there are ${playbooks.map((one) => one.id).join(", ")}`);
    }
    const mode = rest.includes("dry-run") ? "dry-run" : "live";
    const given = valuesOf(
      playbook,
      rest.filter((word) => word !== "dry-run"),
    );
    if ("refusal" in given) return say(given.refusal);
    const carried: Carried = {
      playbook: id,
      mode,
      id: `slack-${randomBytes(6).toString("hex")}`,
      at: ask.now.toISOString(),
    };
    const made = makeFinding(makingOf(playbook, ask, carried), given.values);
    if (Object.keys(made.faults).length > 0)
      return { modal: askingModal(playbook, carried, given.values, made.faults) };
    return started(playbook, ask.person.id, mode, made.finding);
  },
};

type Given = { readonly values: Readonly<Record<string, string>> } | { readonly refusal: string };

function valuesOf({ id, kind }: PlaybookSettings, words: readonly string[]): Given {
  const fields = fieldsFor(kind);
  const values: Record<string, string> = {};
  for (const word of words) {
    const [name = "", ...value] = word.split("=");
    const field = fieldNamed(fields, name);
    if (value.length === 0 || field === null) {
      const known = fields.map((one) => one.id).join(", ");
      return { refusal: `"${word.slice(0, 60)}" is no key=value of ${id}; it takes ${known}` };
    }
    values[field.id] = value.join("=");
  }
  return { values };
}

export const makingOf = (
  { kind, title }: PlaybookSettings,
  { person }: Pick<Ask, "person">,
  { id, at }: Carried,
): Making => ({
  kind,
  title: `${title}, run by ${person.id}`.slice(0, 300),
  person: person.id,
  id,
  at,
  account: settings().accounts[0] ?? null,
});

const startedAnswer = z.union([
  z.object({
    ok: z.literal(true),
    case: z.string(),
    how: z.string(),
    playbook: z.string().nullable(),
    execution: z.string().nullable(),
  }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);

/** The work goes on in Step Functions; whoever asked never approves it alone. */
export async function started(
  playbook: PlaybookSettings,
  person: string,
  mode: Carried["mode"],
  finding: Readonly<Record<string, unknown>>,
): Promise<Message> {
  const event = { kind: "start", finding, requestedBy: person, mode, attempt: 1 };
  const answer = await invoke("riposte-dispatcher", event, startedAnswer);
  if (!answer.ok) return say(`not started: ${answer.message}`);
  if (answer.execution === null) return say(`${answer.case} has it, and nothing was started`);
  const how = answer.how === "joined" ? "joined the open case" : "opened";
  return say(
    `${answer.playbook ?? playbook.id} runs${mode === "dry-run" ? " as a rehearsal" : ""}: ${how} ${answer.case}`,
  );
}
