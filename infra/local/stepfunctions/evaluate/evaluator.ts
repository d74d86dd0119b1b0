// Values with `{% %}` in them: compiled once per definition, filled in with AWS's words for whatever goes wrong.
import { isObject, type Json, type JsonObject } from "../json.ts";
import { type Bindings, type Program, parse } from "./expression.ts";
import { EvaluationWorker } from "./worker.ts";

/** `location` is the field's path, as in `Arguments/FunctionName`; null where AWS gives none. */
export class EvaluationFailure extends Error {
  override readonly name = "EvaluationFailure";
  readonly location: string | null;
  constructor(message: string, location: string | null) {
    super(message);
    this.location = location;
  }
}

export const isExpression = (text: unknown): text is string =>
  typeof text === "string" && text.length >= 4 && text.startsWith("{%") && text.endsWith("%}");

/** The program between the marks, trimmed as AWS trims it. */
export const programText = (text: string): string => text.slice(2, -2).trim();

type Template =
  | { readonly kind: "constant"; readonly value: Json }
  | { readonly kind: "program"; readonly program: Program }
  | { readonly kind: "list"; readonly items: readonly Template[] }
  | { readonly kind: "object"; readonly fields: readonly (readonly [string, Template])[] };

const templates = new WeakMap<object, Template>();

function templateOf(value: Json): Template {
  if (typeof value !== "object" || value === null) return compiled(value);
  const known = templates.get(value);
  if (known !== undefined) return known;
  const template = compiled(value);
  templates.set(value, template);
  return template;
}

function compiled(value: Json): Template {
  if (isExpression(value)) return { kind: "program", program: parse(programText(value)) };
  if (Array.isArray(value)) {
    const items = value.map(compiled);
    return items.every((item) => item.kind === "constant") ? { kind: "constant", value } : { kind: "list", items };
  }
  if (!isObject(value)) return { kind: "constant", value };
  const fields = Object.entries(value).map(([key, field]) => [key, compiled(field)] as const);
  return fields.every(([, field]) => field.kind === "constant")
    ? { kind: "constant", value }
    : { kind: "object", fields };
}

export class Evaluator {
  readonly #worker = new EvaluationWorker();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The value with every expression in it replaced by its result. Throws EvaluationFailure. */
  async fill(value: Json, field: string, bindings: Bindings): Promise<Json> {
    return this.#filled(templateOf(value), field, bindings);
  }

  /** As `fill`, for a field that must be of one type. */
  async fillTyped(value: Json, field: string, bindings: Bindings, expected: TypeName): Promise<Json> {
    const result = await this.fill(value, field, bindings);
    if (typeName(result) !== expected) throw unexpectedType(value, field, expected, result);
    return result;
  }

  stop(): Promise<void> {
    return this.#worker.stop();
  }

  async #filled(template: Template, field: string, bindings: Bindings): Promise<Json> {
    switch (template.kind) {
      case "constant":
        return template.value;
      case "program":
        return this.#run(template.program, field, bindings);
      case "list": {
        const items: Json[] = [];
        for (const [index, item] of template.items.entries()) {
          items.push(await this.#filled(item, `${field}/${index}`, bindings));
        }
        return items;
      }
      case "object": {
        const fields: [string, Json][] = [];
        for (const [key, part] of template.fields)
          fields.push([key, await this.#filled(part, `${field}/${key}`, bindings)]);
        return Object.fromEntries(fields) as JsonObject;
      }
    }
  }

  async #run(program: Program, field: string, bindings: Bindings): Promise<Json> {
    const now = this.#now();
    const result = program.mayHold
      ? await this.#worker.run({ text: program.text, bindings: plain(bindings), now })
      : await program.run(bindings, now);
    if (result.kind === "value") return result.value;
    const problem = {
      undefined: "returned nothing (undefined).",
      unsupported: "returned an unsupported result type.",
      threw: `threw an error during evaluation. ${result.kind === "threw" ? result.message : ""}`,
    }[result.kind];
    throw new EvaluationFailure(
      `The JSONata expression '${program.text}' specified for the field '${field}' ${problem}`,
      field,
    );
  }
}

export type TypeName = "array" | "boolean" | "null" | "number" | "object" | "string";

export const typeName = (value: Json): TypeName => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as "boolean" | "number" | "object" | "string";
};

export const unexpectedType = (written: Json, field: string, expected: string, result: Json): EvaluationFailure =>
  new EvaluationFailure(
    `The JSONata expression '${isExpression(written) ? programText(written) : JSON.stringify(written)}' specified for the field ` +
      `'${field}' returned an unexpected result type. Expected '${expected}', but was '${typeName(result)}' for value: ${JSON.stringify(result)}`,
    field,
  );

/** With inherited variables made its own, so that it can be posted. */
function plain(bindings: Bindings): Bindings {
  const own: Record<string, unknown> = {};
  for (const name in bindings) own[name] = bindings[name];
  return own as Bindings;
}
