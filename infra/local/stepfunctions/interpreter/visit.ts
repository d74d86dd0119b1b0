// One stay in a state: what its expressions may read, how its failures to evaluate are told, how it is left.
import type { Outputs, State } from "../definition/types.ts";
import { EvaluationFailure, type TypeName } from "../evaluate/evaluator.ts";
import type { Bindings } from "../evaluate/expression.ts";
import { dataLimitExceeded, StateFailure } from "../failure.ts";
import type { EntryType } from "../journal/records.ts";
import { type Document, documentOf, exceedsBytes, type Json, type JsonObject, parsedDocument } from "../json.ts";
import { payloadBytes } from "../limits.ts";
import { contextOf } from "./context.ts";
import type { NewEntryBody, Recorded, Scope } from "./scope.ts";

/** Where a state leads; `next` null: the end of the sequence. */
export interface Exit {
  readonly output: Document;
  readonly next: string | null;
}

/** What `$states` holds besides `input` and `context`. */
export interface Extra {
  readonly result?: Json;
  readonly errorOutput?: Json;
}

export async function enter<S extends State>(scope: Scope, name: string, state: S, input: Document): Promise<Visit<S>> {
  const entered = await scope.step(`${state.Type}StateEntered` as EntryType, () => ({
    details: { name, input: input.text, inputDetails: { truncated: false } },
  }));
  scope.current = state.Type;
  return new Visit(scope, name, state, input, entered);
}

export class Visit<S extends State> {
  readonly scope: Scope;
  readonly name: string;
  readonly state: S;
  readonly input: Document;
  readonly entered: Recorded;
  retries = 0;
  /** The task token of the attempt, where it has one. */
  token: string | null = null;

  constructor(scope: Scope, name: string, state: S, input: Document, entered: Recorded) {
    this.scope = scope;
    this.name = name;
    this.state = state;
    this.input = input;
    this.entered = entered;
  }

  get engine() {
    return this.scope.execution.engine;
  }

  /** `scope.step`, with an expression that fails recorded as AWS records it. Throws StateFailure then. */
  async step(type: EntryType, make: () => NewEntryBody | Promise<NewEntryBody>): Promise<Recorded> {
    const failed = this.scope.follow("EvaluationFailed");
    if (failed !== null) throw new StateFailure("States.QueryEvaluationError", String(failed.details.cause));
    try {
      return await this.scope.step(type, make);
    } catch (error) {
      if (!(error instanceof EvaluationFailure)) throw error;
      throw this.#evaluationFailed(error);
    }
  }

  /** A field with its expressions filled in. Throws EvaluationFailure; call it inside `step`. */
  fill(value: Json, field: string, extra: Extra = {}): Promise<Json> {
    return this.engine.evaluator.fill(value, field, this.#bindings(extra));
  }

  fillTyped(value: Json, field: string, expected: TypeName): Promise<Json> {
    return this.engine.evaluator.fillTyped(value, field, this.#bindings({}), expected);
  }

  /** Leaves the state by `outputs`: Assign and Output are both evaluated against the values at entry. */
  async exit(
    outputs: Outputs,
    fallback: Document,
    extra: Extra,
    aside?: object,
  ): Promise<{ output: Document; exited: Recorded }> {
    let output: Document | null = null;
    let assigned: JsonObject | null = null;
    const exited = await this.step(`${this.state.Type}StateExited` as EntryType, async () => {
      const { Assign, Output } = outputs;
      if (Assign !== undefined) assigned = (await this.fill(Assign, "Assign", extra)) as JsonObject;
      output = Output === undefined ? fallback : documentOf(await this.fill(Output, "Output", extra));
      if (exceedsBytes(output.text, payloadBytes)) throw dataLimitExceeded(this.name);
      const texts = assigned === null ? null : this.#checkedTexts(assigned);
      return { details: exitDetails(this.name, output, texts), ...(aside !== undefined && { aside }) };
    });
    assigned ??= assignedIn(exited);
    output ??= parsedDocument(String(exited.details.output));
    Object.assign(this.scope.variables, assigned);
    return { output, exited };
  }

  #checkedTexts(assigned: JsonObject): Record<string, string> {
    const texts: Record<string, string> = {};
    let bytes = 0;
    for (const [name, value] of Object.entries(assigned)) {
      const text = JSON.stringify(value);
      texts[name] = text;
      bytes += Buffer.byteLength(text);
      this.scope.execution.countVariable(this.scope.key, name, text);
    }
    if (bytes > payloadBytes) throw dataLimitExceeded(this.name);
    return texts;
  }

  #bindings(extra: Extra): Bindings {
    const states = { input: this.input.value, ...extra, context: contextOf(this) };
    return Object.assign(Object.create(this.scope.variables), { states });
  }

  #evaluationFailed(failure: EvaluationFailure): StateFailure {
    const where = `An error occurred while executing the state '${this.name}' (entered at the event id #${this.entered.id}). `;
    const cause = where + failure.message;
    const error = "States.QueryEvaluationError";
    this.scope.record({
      type: "EvaluationFailed",
      details: { error, cause, ...(failure.location !== null && { location: failure.location }), state: this.name },
    });
    return new StateFailure(error, cause);
  }
}

export const nextOf = (state: { readonly Next?: string }): string | null => state.Next ?? null;

function exitDetails(name: string, output: Document, assignedVariables: Record<string, string> | null): object {
  return {
    name,
    output: output.text,
    outputDetails: { truncated: false },
    ...(assignedVariables !== null && { assignedVariables, assignedVariablesDetails: { truncated: false } }),
  };
}

function assignedIn(exited: Recorded): JsonObject {
  const texts = (exited.details.assignedVariables ?? {}) as Record<string, string>;
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, JSON.parse(text)]));
}
