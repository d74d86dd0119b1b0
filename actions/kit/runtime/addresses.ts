// Which addresses a vendor's client may connect to. A name is judged by the addresses it resolves to at the moment of
// connecting, so that no DNS answer, redirect or literal leads inside: to loopback, private networks or metadata services.
import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { PermanentFailure } from "../contract/failure.ts";

/** `public`: the open internet only. `operator`: the operator chose this host, so it may be private; never metadata. */
export type Reach = "public" | "operator";

/** Resolves a name to all its addresses. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

const systemResolve: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/** Where clouds answer with credentials, beyond the link-local range. */
const metadata = new Set(["fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192"]);

const neverReached = new Set(["linkLocal", "unspecified", "broadcast", "multicast"]);

/** Whether a connection to this address is allowed. Anything that is not plainly an address is not. */
export function addressAllowed(address: string, reach: Reach): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address.replace(/%.*$/, ""));
  const range = parsed.range();
  if (neverReached.has(range) || metadata.has(parsed.toString())) return false;
  if (reach === "operator") return true;
  return range === "unicast" && (parsed.kind() === "ipv4" || globalUnicast(parsed));
}

const globalUnicast = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address instanceof ipaddr.IPv6 && address.match(ipaddr.IPv6.parseCIDR("2000::/3"));

/** @throws AddressRefused for a URL whose host is an address that may not be reached: no lookup would see it. */
export function refuseLiteral(url: URL, reach: Reach): void {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !addressAllowed(host, reach)) throw refusal(host, host);
}

function refusal(hostname: string, address: string): PermanentFailure {
  return new PermanentFailure(
    "AddressRefused",
    `${hostname} leads to ${address}, which vendors' clients may not reach: expected an address of the open internet`,
  );
}

export interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

const shared = new Map<Reach, Agents>();

/** Agents that resolve, judge and then connect to exactly what was judged. Kept for reuse unless `resolve` is given. */
export function agentsFor(reach: Reach, resolve?: Resolve): Agents {
  const existing = resolve === undefined ? shared.get(reach) : undefined;
  if (existing !== undefined) return existing;
  const options = { keepAlive: true, maxSockets: 50, lookup: guardedLookup(reach, resolve ?? systemResolve) };
  const agents = { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
  if (resolve === undefined) shared.set(reach, agents);
  return agents;
}

/** One address that is refused refuses the name: whoever mixes inner and outer addresses means no good. */
function guardedLookup(reach: Reach, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const refused = addresses.find(({ address }) => !addressAllowed(address, reach));
        const [first] = addresses;
        if (refused !== undefined) callback(refusal(hostname, refused.address), []);
        else if (first === undefined)
          callback(Object.assign(new Error(`${hostname} has no address`), { code: "ENOTFOUND" }), []);
        else if (options.all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}
