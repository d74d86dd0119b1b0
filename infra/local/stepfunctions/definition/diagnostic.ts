// One thing wrong with a definition.

export type DiagnosticCode =
  | "DUPLICATE_STATE_NAME"
  | "INVALID_JSON_DESCRIPTION"
  | "MISSING_TRANSITION_TARGET"
  | "SCHEMA_VALIDATION_FAILED";

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly message: string;
  /** A path, as in `/States/Look up/Retry[0]/ErrorEquals`; null where the whole text is meant. */
  readonly location: string | null;
}

export const schemaFailure = (message: string, location: string | null): Diagnostic => ({
  code: "SCHEMA_VALIDATION_FAILED",
  message,
  location,
});
export const missingTarget = (message: string, location: string): Diagnostic => ({
  code: "MISSING_TRANSITION_TARGET",
  message,
  location,
});

/** A path in AWS's notation: names after slashes, indexes in brackets. */
export const locationOf = (path: readonly PropertyKey[]): string => {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `/${String(part)}`)).join("");
  return text === "" ? "/" : text;
};
