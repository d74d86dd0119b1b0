// `/riposte stop|resume [PLAYBOOK]`: the approval function does it, and refuses whose role does not allow it.
import * as z from "zod";
import { invoke } from "../invoke.ts";
import { say } from "../slack/say.ts";
import type { Command } from "./command.ts";

const answerShape = z.object({ ok: z.boolean(), message: z.string() });

const halting = (kind: "stop" | "resume", says: string): Command => ({
  name: kind,
  usage: `${kind} [PLAYBOOK]`,
  says,
  needs: kind,
  async run({ person, words: [playbook = null] }) {
    const event = { kind, playbook, person: person.id, via: "slack" };
    return say((await invoke("riposte-approval", event, answerShape)).message);
  },
});

export const stop = halting("stop", "halts containment, of one playbook or of all, running executions included");
export const resume = halting("resume", "allows it again");
