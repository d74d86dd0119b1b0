// How a command's help ends: with what to type.

/** The examples of a command, one a line. */
export const example = (...lines: readonly string[]): string =>
  `\n${lines.length === 1 ? "Example" : "Examples"}:\n${lines.map((line) => `  ${line}`).join("\n")}`;
