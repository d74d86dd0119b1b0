// The first reading of a search: the pipeline cut into commands, and a command cut into words, quoted strings and operators.
// Quotes are honoured as Splunk does (`\"` and `\\` inside them), so that a value can hold anything and alter nothing.
import { SplError } from "./spl-error.ts";

export type Token =
  | { readonly kind: "word"; readonly text: string }
  /** In double quotes: a value. */
  | { readonly kind: "quoted"; readonly text: string }
  /** In single quotes: a field name, in `where` and `eval`. */
  | { readonly kind: "field"; readonly text: string }
  | { readonly kind: "operator"; readonly text: "=" | "==" | "!=" | "<" | "<=" | ">" | ">=" }
  | { readonly kind: "mark"; readonly text: "(" | ")" | "," };

export interface Command {
  readonly name: string;
  readonly tokens: readonly Token[];
}

/** The commands of a search in their order. Without a leading `|` the first word must be a command too. */
export function pipelineOf(search: string): readonly Command[] {
  if (search.trim() === "") throw new SplError("Empty search.");
  const stages: Token[][] = [[]];
  let at = 0;
  while (at < search.length) {
    const rest = search.slice(at);
    const space = /^\s+/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    if (rest.startsWith("|")) {
      stages.push([]);
      at += 1;
      continue;
    }
    const [token, length] = readToken(rest);
    stages.at(-1)?.push(token);
    at += length;
  }
  if (stages[0]?.length === 0) stages.shift();
  return stages.map(commandOf);
}

function commandOf(tokens: readonly Token[]): Command {
  const [first, ...rest] = tokens;
  if (first === undefined) throw new SplError("Missing a search command after '|'.");
  if (first.kind !== "word") throw new SplError(`Unknown search command '${first.text}'.`);
  return { name: first.text.toLowerCase(), tokens: rest };
}

function readToken(text: string): [Token, number] {
  const first = text[0] ?? "";
  if (first === '"' || first === "'") return readQuoted(text, first);
  if (first === "(" || first === ")" || first === ",") return [{ kind: "mark", text: first }, 1];
  if (first === "[" || first === "]") throw new SplError("Error in 'SearchParser': Subsearches are not simulated.");
  if (first === "`") {
    throw new SplError("Error in 'SearchParser': The search specifies a macro that cannot be found.");
  }
  const operator = /^(==|!=|<=|>=|=|<|>)/.exec(text)?.[0];
  if (operator) return [{ kind: "operator", text: operator as "=" }, operator.length];
  const word = /^[^\s"'(),=<>|[\]`!]+|^!/.exec(text)?.[0] ?? first;
  return [{ kind: "word", text: word }, word.length];
}

function readQuoted(text: string, quote: '"' | "'"): [Token, number] {
  let value = "";
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === quote) return [{ kind: quote === '"' ? "quoted" : "field", text: value }, at + 1];
    const next = text[at + 1];
    if (character === "\\" && (next === quote || next === "\\")) {
      value += next;
      at += 1;
    } else value += character;
  }
  throw new SplError("Unbalanced quotes.");
}
