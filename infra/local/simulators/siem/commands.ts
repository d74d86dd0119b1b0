// The commands of a search pipeline that are simulated, each from events to events. Any other is refused by name, as Splunk
// refuses a command it does not have.
import { predicateOf, type SplunkEvent } from "./evaluate.ts";
import { searchExpression, whereExpression } from "./expressions.ts";
import { SplError } from "./spl-error.ts";
import type { Command, Token } from "./tokens.ts";

type Run = (events: readonly SplunkEvent[], tokens: readonly Token[], now: number) => readonly SplunkEvent[];

/** Runs a pipeline over all events, which come newest first. */
export function runPipeline(
  pipeline: readonly Command[],
  events: readonly SplunkEvent[],
  now: number,
): readonly SplunkEvent[] {
  return pipeline.reduce((current, { name, tokens }) => {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new SplError(`Unknown search command '${name}'.`);
    return command(current, tokens, now);
  }, events);
}

const filter =
  (expressionOf: typeof searchExpression): Run =>
  (events, tokens, now) =>
    events.filter(predicateOf(expressionOf(tokens), now));

const commands: Readonly<Record<string, Run>> = {
  search: filter(searchExpression),
  where: filter(whereExpression),
  head: (events, tokens) => events.slice(0, countOf("head", tokens)),
  tail: (events, tokens) => events.slice(-countOf("tail", tokens)).reverse(),
  reverse: (events) => [...events].reverse(),
  sort,
  dedup: (events, tokens) => {
    const fields = namesOf(tokens);
    const seen = new Set<string>();
    return events.filter((event) => {
      const values = fields.map((field) => event[field]);
      const key = JSON.stringify(values);
      if (values.includes(undefined) || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  },
  table: (events, tokens) => events.map((event) => picked(event, namesOf(tokens))),
  fields: (events, tokens) => {
    const drop = tokens[0]?.kind === "word" && tokens[0].text === "-";
    const names = namesOf(tokens);
    if (drop)
      return events.map((event) => Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name))));
    // Internal fields stay unless they are dropped by name.
    return events.map((event) => picked(event, [...names, "_time", "_raw"]));
  },
  rename: (events, tokens) => {
    const pairs = renamings(tokens);
    return events.map((event) =>
      Object.fromEntries(Object.entries(event).map(([name, value]) => [pairs.get(name) ?? name, value])),
    );
  },
};

function sort(events: readonly SplunkEvent[], tokens: readonly Token[]): readonly SplunkEvent[] {
  const words = tokens.filter(({ kind }) => kind !== "mark").map(({ text }) => text);
  const limit = /^\d+$/.test(words[0] ?? "") ? Number(words.shift()) : 10_000;
  const keys = words
    .join(" ")
    .replace(/([+-])\s+/g, "$1")
    .split(/\s+/)
    .filter((key) => key !== "");
  if (keys.length === 0) throw new SplError("Error in 'sort' command: You must specify fields to sort.");
  const sorted = [...events].sort((a, b) => {
    for (const key of keys) {
      const order = compareBy(a, b, key.replace(/^[+-]/, ""));
      if (order !== 0) return key.startsWith("-") ? -order : order;
    }
    return 0;
  });
  return limit === 0 ? sorted : sorted.slice(0, limit);
}

function compareBy(a: SplunkEvent, b: SplunkEvent, field: string): number {
  const [one, other] = [a[field] ?? "", b[field] ?? ""];
  const difference = Number(one) - Number(other);
  return one === "" || other === "" || Number.isNaN(difference) ? one.localeCompare(other) : difference;
}

function countOf(command: string, tokens: readonly Token[]): number {
  const text = tokens
    .map((token) => token.text)
    .join("")
    .replace(/^limit=/, "");
  if (text === "") return 10;
  if (!/^\d+$/.test(text)) throw new SplError(`Error in '${command}' command: Invalid value for count: '${text}'.`);
  return Number(text);
}

const namesOf = (tokens: readonly Token[]): readonly string[] =>
  tokens.filter(({ kind, text }) => kind !== "mark" && text !== "-" && text !== "+").map(({ text }) => text);

const picked = (event: SplunkEvent, names: readonly string[]): SplunkEvent =>
  Object.fromEntries(names.flatMap((name) => (event[name] === undefined ? [] : [[name, event[name]]])));

function renamings(tokens: readonly Token[]): ReadonlyMap<string, string> {
  const words = namesOf(tokens);
  const pairs = new Map<string, string>();
  for (let at = 0; at < words.length; at += 3) {
    const [from, as, to] = words.slice(at, at + 3);
    if (from === undefined || to === undefined || as?.toUpperCase() !== "AS") {
      throw new SplError("Error in 'rename' command: Usage: rename <field> AS <field>.");
    }
    pairs.set(from, to);
  }
  return pairs;
}
