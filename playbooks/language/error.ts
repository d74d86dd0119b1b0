// What is wrong with a playbook, as its author reads it: a code, the place in the author's file, what was seen and what
// to write instead. Faults of ours are ordinary errors and never this class.

/** A fault in a playbook. `code` names the rule (`R101`…); see docs/rules.md. */
export class RiposteError extends Error {
  override readonly name = "RiposteError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Where an author called a word: kept cheap, read only when there is something to say. */
export class Place {
  readonly #trace: Error;
  constructor(below: (...parameters: never[]) => unknown) {
    const trace = { stack: "" };
    Error.captureStackTrace(trace, below);
    this.#trace = trace as unknown as Error;
  }

  /** `file.ts:12`, the path as the runtime knows it; null when it cannot be told. */
  get line(): { readonly file: string; readonly line: number } | null {
    return authorLine(this.#trace.stack ?? "");
  }
}

const frame = /\(?((?:file:\/\/)?\/[^()\n]*?):(\d+):\d+\)?$/;

/** The first frame of a stack that is not the language's or the compiler's own. */
export function authorLine(stack: string): { file: string; line: number } | null {
  for (const text of stack.split("\n").slice(1)) {
    const match = frame.exec(text.trim());
    if (!match?.[1] || /\/playbooks\/(language|compiler)\/|\/node_modules\/|node:/.test(match[1])) continue;
    return { file: match[1].replace(/^file:\/\//, "").replace(/\?.*$/, ""), line: Number(match[2]) };
  }
  return null;
}
