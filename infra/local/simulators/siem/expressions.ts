// The expressions of `search` and `where` as trees. The two commands differ in what binds tighter and in what a bare word
// means: to `search` it is a value (with `*` for anything), to `where` the name of a field.
import { SplError } from "./spl-error.ts";
import type { Token } from "./tokens.ts";

export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";
export type Operand = { readonly field: string } | { readonly literal: string };

export type Expression =
  | { readonly kind: "all" | "any"; readonly of: readonly Expression[] }
  | { readonly kind: "not"; readonly of: Expression }
  /** Anywhere in the raw event. */
  | { readonly kind: "term"; readonly text: string }
  /** As `search` compares: without case, `*` stands for anything. */
  | { readonly kind: "matches"; readonly field: string; readonly comparator: Comparator; readonly value: string }
  /** As `where` compares: exactly. */
  | { readonly kind: "compares"; readonly left: Operand; readonly comparator: Comparator; readonly right: Operand };

export const searchExpression = (tokens: readonly Token[]): Expression => parse("search", tokens);
export const whereExpression = (tokens: readonly Token[]): Expression => parse("where", tokens);

type Dialect = "search" | "where";

function parse(dialect: Dialect, tokens: readonly Token[]): Expression {
  const reader = new Reader(dialect, tokens);
  const expression = dialect === "search" ? reader.all(() => reader.any(() => reader.one())) : reader.whole();
  if (reader.more()) throw reader.unable("unbalanced parentheses");
  return expression;
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === "word" && token.text.toUpperCase() === word;
const isMark = (token: Token | undefined, mark: string): boolean => token?.kind === "mark" && token.text === mark;

class Reader {
  readonly #dialect: Dialect;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(dialect: Dialect, tokens: readonly Token[]) {
    this.#dialect = dialect;
    this.#tokens = tokens;
  }

  more(): boolean {
    return this.#at < this.#tokens.length;
  }

  unable(reason: string): SplError {
    return new SplError(
      this.#dialect === "search"
        ? `Error in 'search' command: Unable to parse the search: ${reason}.`
        : "Error in 'where' command: The expression is malformed.",
    );
  }

  /** What an opening parenthesis holds: `search` binds OR tighter than AND, `where` the other way round. */
  whole(): Expression {
    return this.#dialect === "search"
      ? this.all(() => this.any(() => this.one()))
      : this.any(() => this.all(() => this.one()));
  }

  all(next: () => Expression): Expression {
    const parts: Expression[] = [];
    while (this.more() && !isMark(this.#peek(), ")") && !isWord(this.#peek(), "OR")) {
      if (isWord(this.#peek(), "AND")) this.#at += 1;
      else if (parts.length > 0 && this.#dialect === "where") break;
      parts.push(next());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "all", of: parts };
  }

  any(next: () => Expression): Expression {
    const parts = [next()];
    while (isWord(this.#peek(), "OR")) {
      this.#at += 1;
      parts.push(next());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "any", of: parts };
  }

  one(): Expression {
    if (isWord(this.#peek(), "NOT") || isWord(this.#peek(), "!")) {
      this.#at += 1;
      return { kind: "not", of: this.one() };
    }
    if (isMark(this.#peek(), "(")) {
      this.#at += 1;
      const inner = this.whole();
      if (!isMark(this.#take(), ")")) throw this.unable("unbalanced parentheses");
      return inner;
    }
    return this.#dialect === "search" ? this.#match() : this.#comparison();
  }

  #match(): Expression {
    const left = this.#take();
    if (left === undefined || left.kind === "mark" || left.kind === "operator") {
      throw this.unable(`Comparator '${left?.text ?? ""}' has an invalid term on the left hand side`);
    }
    const next = this.#peek();
    if (left.kind !== "quoted" && next?.kind === "operator") {
      this.#at += 1;
      return { kind: "matches", field: left.text, comparator: comparatorOf(next.text), value: this.#value(next.text) };
    }
    if (left.kind !== "quoted" && isWord(next, "IN") && isMark(this.#tokens[this.#at + 1], "(")) {
      this.#at += 2;
      return { kind: "any", of: this.#list(left.text) };
    }
    return { kind: "term", text: left.text };
  }

  #list(field: string): readonly Expression[] {
    const values: Expression[] = [];
    for (;;) {
      values.push({ kind: "matches", field, comparator: "=", value: this.#value("IN") });
      const next = this.#take();
      if (isMark(next, ")")) return values;
      if (!isMark(next, ",")) throw this.unable("Right hand side of IN must be a collection of literals");
    }
  }

  #value(comparator: string): string {
    const token = this.#take();
    if (token === undefined || token.kind === "mark" || token.kind === "operator") {
      throw this.unable(`Comparator '${comparator}' is missing a term on the right hand side`);
    }
    return token.text;
  }

  #comparison(): Expression {
    const left = this.#operand();
    const operator = this.#take();
    if (operator?.kind !== "operator") throw this.unable("");
    return { kind: "compares", left, comparator: comparatorOf(operator.text), right: this.#operand() };
  }

  #operand(): Operand {
    const token = this.#take();
    if (token?.kind === "quoted") return { literal: token.text };
    if (token?.kind === "field") return { field: token.text };
    if (token?.kind !== "word") throw this.unable("");
    return /^-?\d+(\.\d+)?$/.test(token.text) ? { literal: token.text } : { field: token.text };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(): Token | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }
}

const comparatorOf = (operator: string): Comparator => (operator === "==" ? "=" : (operator as Comparator));
