// How deeply a JSON text nests. The service's parser stops at a thousand levels; so do we, before anything recursive
// sees the value.

export const deepestNesting = 1_000;

/** Null where the nesting is fine. Brackets in strings are not counted. */
export function nestingProblem(text: string): string | null {
  if (text.length <= deepestNesting) return null;
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === backslash) index += 1;
      else if (code === quote) quoted = false;
    } else if (code === quote) quoted = true;
    else if (code === openBracket || code === openBrace) depth += 1;
    else if (code === closeBracket || code === closeBrace) depth -= 1;
    if (depth > deepestNesting)
      return `Document nesting depth (${depth}) exceeds the maximum allowed (${deepestNesting})`;
  }
  return null;
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [...'"\\[]{}'].map((character) =>
  character.charCodeAt(0),
);
