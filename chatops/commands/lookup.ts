// `/riposte lookup VALUE`: every read that takes such a value is asked at once, for the asker alone; no case is opened and
// nothing is kept. What does not answer within Slack's time is named.
import { randomUUID } from "node:crypto";
import { actionResult, type Declaration, ipAddress } from "../../actions/kit/contract/index.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import { actionInWords } from "../../actions/kit/runtime/mirror/words/names.ts";
import { type Outcome, outcomeInLine } from "../../actions/kit/runtime/mirror/words/outcome.ts";
import { plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import { allContracts } from "../approval/contracts.ts";
import { invoke, NoAnswer } from "../invoke.ts";
import { fact, say } from "../slack/say.ts";
import type { Command } from "./command.ts";

export const lookup: Command = {
  name: "lookup",
  usage: "lookup VALUE",
  says: "what the sources say of an address or a user, for you alone; opens nothing",
  needs: "work",
  async run({ words: [given = ""] }) {
    const value = refanged(given);
    const asks = asksAbout(value);
    if (asks.length === 0)
      return say(`no action of ours looks up "${given.slice(0, 60)}": expected an address or a user's name`);
    const execution = `lookup-${randomUUID()}`;
    const outcomes = await Promise.all(asks.map((ask) => outcomeOf(ask, execution)));
    const lines = outcomes.map((outcome) => fact(named(outcome), outcomeInLine(outcome, 400)));
    return say(`Lookup of ${plainLine(given, 100)}`, lines);
  },
};

const named = ({ action, simulated }: Outcome): string => `${actionInWords(action)}${simulated ? " (simulated)" : ""}`;

interface LookUp {
  readonly contract: Declaration;
  readonly input: object;
}

/** `203[.]0[.]113[.]7` is how people pass an address on. */
const refanged = (value: string): string => value.replace(/\[([.:])\]/g, "$1");

function asksAbout(value: string): LookUp[] {
  const account = settings().accounts[0] ?? null;
  const address = ipAddress.safeParse(value).success;
  const input = address ? { ip: value } : { claim: { name: value }, account };
  if (value === "" || (!address && !/^[\w.+@-]{1,256}$/.test(value))) return [];
  return [...allContracts.values()]
    .filter(({ effect, input: shape }) => effect === "read" && shape.safeParse(input).success)
    .map((contract) => ({ contract, input }));
}

async function outcomeOf({ contract, input }: LookUp, execution: string): Promise<Outcome> {
  const action = contract.id;
  const step = action.replace(".", "-");
  const call = { execution, playbook: "lookup", version: "1", step, item: null, case: "lookup", mode: "live" };
  try {
    const sent = contract.input.parse(input);
    const { output, simulated } = await invoke(`riposte-${step}`, { input: sent, call }, actionResult);
    return { step, action, status: "succeeded", output, error: null, simulated };
  } catch (error) {
    const name = error instanceof NoAnswer ? "TimedOut" : "Failed";
    const cause = error instanceof Error ? error.message.slice(0, 300) : "unknown";
    return { step, action, status: "failed", output: null, error: { name, cause }, simulated: false };
  }
}
