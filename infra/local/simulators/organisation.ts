// Example Corp, the organisation that every simulator answers about: its people, its identities in AWS, its networks, its
// logins and past events, and what the world says of the addresses in them. All of it is data in `organisation/`; nothing
// is random, and every age counts back from one `now`, so the same clock gives the same answers.
import ipaddr from "ipaddr.js";
import type { Clock } from "../clock.ts";
import { type PastEvent, pastEvents } from "./organisation/events.ts";
import { account, type IamRoleSeed, type IamUserSeed, iamRoles, iamUsers } from "./organisation/identities.ts";
import { type Login, logins, type Routine, routines } from "./organisation/logins.ts";
import { type Network, networks, ownNetworks } from "./organisation/networks.ts";
import { type Person, people } from "./organisation/people.ts";
import { type Reputation, reputations } from "./organisation/reputations.ts";

export interface Organisation {
  readonly name: string;
  readonly account: string;
  readonly people: readonly Person[];
  readonly iamUsers: readonly IamUserSeed[];
  readonly iamRoles: readonly IamRoleSeed[];
  /** CIDR blocks that the organisation calls its own, as `settings.networks` should name them. */
  readonly ownNetworks: { readonly egress: readonly string[]; readonly vpn: readonly string[] };
  /** Newest first, routines included. */
  readonly logins: readonly Login[];
  readonly pastEvents: readonly PastEvent[];
  /** The moment that every age counts back from, in milliseconds. It stands still for an hour of the clock's time. */
  now(): number;
  /** Moves that moment to the clock's time: what the SIEM tells then matches a finding of this very moment. */
  renew(): number;
  /** The smallest known network around an address; null where the simulated world ends. */
  networkOf(ip: string): Network | null;
  reputationOf(ip: string): Reputation | null;
}

const minute = 60_000;
const standsStillFor = 60 * minute;
const day = 1_440;

export function createOrganisation(clock: Clock): Organisation {
  let anchor = clock.now();
  const renew = (): number => {
    anchor = clock.now();
    return anchor;
  };
  return {
    name: "Example Corp",
    account,
    people,
    iamUsers,
    iamRoles,
    ownNetworks,
    logins: [...logins, ...routines.flatMap(loginsOfRoutine)].sort((a, b) => a.minutesAgo - b.minutesAgo),
    pastEvents,
    now: () => (clock.now() - anchor > standsStillFor ? renew() : anchor),
    renew,
    networkOf,
    reputationOf,
  };
}

/** The moment so many minutes before `now`. */
export const before = (now: number, minutesAgo: number): Date => new Date(now - Math.round(minutesAgo * minute));

/** Without an IPv6 zone or a mapped IPv4 prefix, in canonical text; null when it is no address of four or eight parts. */
export function canonicalAddress(text: string): string | null {
  const valid = ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes("%"));
  return valid ? ipaddr.process(text).toString() : null;
}

function loginsOfRoutine({ daysAgo, offset, ...login }: Routine): Login[] {
  return Array.from({ length: daysAgo.to - daysAgo.from + 1 }, (_, index) => {
    const days = daysAgo.from + index;
    // People are not punctual: the same few minutes more or less, every time.
    const minutesAgo = days * day + offset + ((days * 7) % 23);
    return {
      ...login,
      minutesAgo,
      session: `idx-${login.person.slice(0, 2)}${minutesAgo.toString(16).padStart(6, "0")}`,
    };
  });
}

// The smallest first, so that the first match is the best.
const ranges = networks
  .map((network) => ({ network, range: ipaddr.parseCIDR(network.cidr) }))
  .sort((a, b) => b.range[1] - a.range[1]);

function networkOf(ip: string): Network | null {
  const address = canonicalAddress(ip);
  if (address === null) return null;
  const parsed = ipaddr.parse(address);
  const around = ranges.find(
    ({ range: [base, length] }) => base.kind() === parsed.kind() && parsed.match(base, length),
  );
  return around?.network ?? null;
}

const reputationOf = (ip: string): Reputation | null =>
  reputations.find((reputation) => reputation.ip === canonicalAddress(ip)) ?? null;
