// WHOIS as it was before RDAP (RFC 3912): a line goes out, text comes back until the connection ends. The server is named by
// IANA; whoever it is, it must be an address of the open internet, and it may say only so much.
import { lookup } from "node:dns/promises";
import { connect } from "node:net";
import { PermanentFailure, RetryableFailure } from "../kit/contract/index.ts";
import { addressAllowed } from "../kit/runtime/addresses.ts";
import { environment } from "../kit/runtime/environment.ts";

const largest = 65_536;
const root = "whois.iana.org";

/** What IANA says is the WHOIS server of an ending; null where there is none. */
export async function whoisServerOf(ending: string, signal: AbortSignal): Promise<string | null> {
  const text = await asked(root, ending, signal);
  const server = /^(?:refer|whois):\s*(\S+)\s*$/im.exec(text)?.[1]?.toLowerCase();
  return server !== undefined && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(server) ? server : null;
}

/** What a server says of one name. */
export async function asked(server: string, name: string, signal: AbortSignal): Promise<string> {
  const { host, port } = await placed(server);
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal });
    socket.on("connect", () => socket.write(`${name}\r\n`));
    socket.on("data", (chunk) => {
      length += chunk.length;
      if (length > largest) socket.destroy(tooMuch(server));
      else chunks.push(chunk);
    });
    socket.on("error", (error) => reject(failureOf(server, error)));
    socket.on("end", () => socket.end());
    socket.on("close", () => resolve(textOf(Buffer.concat(chunks))));
  });
}

/** Where a server is asked: where the operator says, or at its own address, judged before anything connects to it. */
async function placed(server: string): Promise<{ readonly host: string; readonly port: number }> {
  const own = environment().baseUrl("whois-port43");
  if (own !== null) return { host: own.hostname, port: Number(own.port || 43) };
  if (environment().baseUrl("whois") !== null) {
    throw new PermanentFailure(
      "NotFound",
      "no registry answers RDAP for this ending, and the operator has moved WHOIS elsewhere without its port 43: set RIPOSTE_BASE_URL_WHOIS_PORT43",
    );
  }
  const addresses = await lookup(server, { all: true }).catch(() => []);
  const [first] = addresses;
  if (first === undefined) throw new RetryableFailure("Unavailable", `${server} has no address just now`);
  if (addresses.every(({ address }) => addressAllowed(address, "public"))) return { host: first.address, port: 43 };
  throw new PermanentFailure("AddressRefused", `${server} leads to an address that is not of the open internet`);
}

const tooMuch = (server: string): PermanentFailure =>
  new PermanentFailure("OutputTooLarge", `${server} answered more than ${largest} bytes`);

function failureOf(server: string, error: NodeJS.ErrnoException): Error {
  if (error instanceof PermanentFailure) return error;
  if (error.name === "AbortError") return new RetryableFailure("TimedOut", `${server} did not answer in time`);
  return new RetryableFailure("Unavailable", `${server} could not be reached${error.code ? ` (${error.code})` : ""}`);
}

/** No server says in which characters it writes: UTF-8 where it is, Latin-1 otherwise. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}
