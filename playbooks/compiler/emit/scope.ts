// Where variables live. ASL's inner scopes (a parallel branch, one pass of a loop) read what is outside and may not
// assign it, so every scope has its own prefix, and a step is found in the nearest scope that assigned it.
import type { Names } from "./print.ts";

/** `disable-key` → `disableKey`. */
export const camel = (id: string): string => id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

export class Scope {
  readonly prefix: string;
  readonly #parent: Scope | null;
  readonly #steps = new Set<string>();
  readonly #loops = new Set<string>();
  /** Loops whose item is in the input of this scope's first state, in variables only afterwards. */
  readonly carried: readonly string[];

  constructor(prefix: string, parent: Scope | null, carried: readonly string[]) {
    this.prefix = prefix;
    this.#parent = parent;
    this.carried = carried;
    for (const loop of carried) this.#loops.add(loop);
  }

  declare(step: string): void {
    this.#steps.add(step);
  }

  /** The name, without `$`, under which this scope assigns a step. */
  nameOf(step: string): string {
    return `${this.prefix}${camel(step)}`;
  }

  variable(step: string): string {
    if (this.#steps.has(step)) return `$${this.nameOf(step)}`;
    if (this.#parent === null) throw new Error(`step "${step}" is not assigned where it is used`);
    return this.#parent.variable(step);
  }

  itemName(loop: string): string {
    return `${this.prefix}item_${camel(loop)}`;
  }

  get indexName(): string {
    return `${this.prefix}_index`;
  }

  itemVariable(loop: string): string {
    if (this.#loops.has(loop)) return `$${this.itemName(loop)}`;
    if (this.#parent === null) throw new Error(`the item of "${loop}" is not known where it is used`);
    return this.#parent.itemVariable(loop);
  }

  /** The variable with the path of enclosing loop indexes; null outside loops. */
  indexVariable(): string | null {
    if (this.carried.length > 0) return `$${this.indexName}`;
    return this.#parent?.indexVariable() ?? null;
  }
}

/** A place in the machine: its scope, whether it is the scope's first state, and which reads have succeeded for sure. */
export interface At {
  readonly scope: Scope;
  readonly first: boolean;
  readonly known: ReadonlySet<string>;
  /** Reads that ran for sure, whatever came of them. */
  readonly ran: ReadonlySet<string>;
}

const carriedHere = (at: At): boolean => at.first && at.scope.carried.length > 0;

export const namesAt = (at: At): Names => ({
  step: (id) => at.scope.variable(id),
  item: (loop) =>
    carriedHere(at) && at.scope.carried.includes(loop)
      ? `$states.input.items.${camel(loop)}`
      : at.scope.itemVariable(loop),
});

/** The path of enclosing loop indexes as an expression; null outside loops. */
export const indexAt = (at: At): string | null => (carriedHere(at) ? "$states.input.index" : at.scope.indexVariable());

/** What the first state of a scope must assign, so that later ones find their loop's item. */
export function carriedAssignments(at: At): Record<string, string> {
  if (!carriedHere(at)) return {};
  return {
    ...Object.fromEntries(
      at.scope.carried.map((loop) => [at.scope.itemName(loop), `{% $states.input.items.${camel(loop)} %}`]),
    ),
    [at.scope.indexName]: "{% $states.input.index %}",
  };
}

/** Loops whose item the first states below must be handed by input, because no variable holds it yet. */
export const carriedBelow = (at: At): readonly string[] => (at.first ? at.scope.carried : []);
