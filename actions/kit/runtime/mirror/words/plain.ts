// Text from outside, made fit for a person: nothing invisible in it, no address or link that a program would follow,
// and no longer than it may be.
import { isIP } from "node:net";
import { defanged, inert } from "../../../contract/inert.ts";

const link = /\b(https?|ftp):\/\/([^\s/?#"'<>]+)/gi;
/** What follows a name and a slash is a version, as in `Chrome/118.0.0.0`. */
const ipv4 = /(?<![\d.]|[A-Za-z]\/)(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)/g;
const ipv6 = /(?<![\w:.])(?=[\da-f]*:[\da-f:]*:)[\da-f:]{3,45}(?:\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])/gi;

/** Without invisible characters; addresses and links inside it are defanged. Line feeds stay. */
export const plain = (untrusted: string): string =>
  inert(untrusted)
    .replace(
      link,
      (_, scheme: string, host: string) => `${/^f/i.test(scheme) ? "fxp" : hidden(scheme)}://${unlinked(host)}`,
    )
    .replace(ipv6, (address) => (isIP(address) === 6 ? defanged(address) : address))
    .replace(ipv4, (address) => (isIP(address) === 4 ? defanged(address) : address));

/** As `plain`, on one line and cut at `most` characters. */
export const plainLine = (untrusted: string, most = 1_000): string =>
  cut(
    plain(untrusted)
      .replace(/\s*[\n\t]\s*/g, " ")
      .trim(),
    most,
  );

/** Cut at `most` characters with a notice of what is missing; never in the middle of a surrogate pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const notice = ` … (cut, ${text.length.toLocaleString("en-US")} characters)`;
  return `${whole(text.slice(0, Math.max(0, most - notice.length)))}${notice}`.slice(0, most);
}

const whole = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, "");

const hidden = (scheme: string): string => `hxxp${scheme.slice(4)}`;

/** `user@evil.example:8080` keeps its port: only the last dot of the name is opened. */
const unlinked = (host: string): string => host.replace(/\.(?=[^.]*$)/, "[.]");
