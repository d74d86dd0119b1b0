// Who may speak to the host: programs on this machine. Loopback alone does not say so, since any page in this machine's
// browser can send requests to 127.0.0.1; the Host, Origin and Sec-Fetch-Site headers tell such requests apart.
import type { IncomingMessage } from "node:http";
import type { Refusal } from "./protocol/refusal.ts";

const ownNames: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The reason to refuse a request, or null. */
export function refusalAtTheDoor(request: IncomingMessage): Refusal | null {
  const { host = "", origin } = request.headers;
  const peer = request.socket.remoteAddress ?? "";
  if (!isLoopback(peer))
    return forbidden(`this host serves this machine only, the request came from ${peer || "an unknown address"}`);
  if (!ownNames.has(nameOf(host))) {
    return forbidden(`the Host header must be 127.0.0.1 or localhost with the host's port, it was ${shown(host)}`);
  }
  const fetchSite = request.headers["sec-fetch-site"] ?? "none";
  const foreignPage = fetchSite !== "none" && fetchSite !== "same-origin";
  if (foreignPage || (origin !== undefined && origin !== `http://${host}`)) {
    return forbidden("requests from pages of another origin are refused; call the host from a program on this machine");
  }
  return null;
}

const forbidden = (message: string): Refusal => ({ status: 403, code: "AccessDeniedException", message });

const isLoopback = (address: string): boolean => address === "::1" || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);

const nameOf = (host: string): string => host.toLowerCase().replace(/:\d{1,5}$/, "");

const shown = (text: string): string => JSON.stringify(text.slice(0, 100));
