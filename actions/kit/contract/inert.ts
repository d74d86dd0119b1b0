// Text from outside is inert wherever it lands. Control characters and characters that reorder what a person reads are
// taken out here; each destination (Slack, a ticket, a terminal) then escapes its own markup.

declare const made: unique symbol;

/** Text that may be put into a destination's markup; made only by that destination's escape function. */
export type Escaped<Destination extends string> = string & { readonly [made]: Destination };

const invisible =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|\p{Surrogate}/gu;

/** Without control, zero-width or bidirectional characters, lone surrogates or carriage returns; line feeds and tabs stay. */
export const inert = (untrusted: string): string => untrusted.replace(invisible, "");

/** As `inert`, on one line. */
export const inertLine = (untrusted: string): string => inert(untrusted).replace(/[\n\t]+/g, " ");

/** An address or a link that no program will follow: `203.0.113[.]7`, `hxxps://evil[.]example`. */
export const defanged = (observable: string): string =>
  inertLine(observable)
    .replace(/^http(s?):/i, "hxxp$1:")
    .replace(/[.:](?=[^.:]*$)/, (separator) => `[${separator}]`);
