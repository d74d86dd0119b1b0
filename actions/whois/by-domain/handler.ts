// Asks the registry by RDAP where IANA names one, by port 43 otherwise. Registries know only what is registered with them,
// so a name without an answer is cut from the left, down to two labels.
import { environment } from "../../kit/runtime/environment.ts";
import type { Http } from "../../kit/runtime/http.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { domainsAbove, moment, plainDomain, words } from "../../kit/runtime/observed.ts";
import type { Output } from "../../kit/runtime/work.ts";
import { domainRegistryOf } from "../bootstrap.ts";
import { type Domain, domainAt, entitiesOf, fromRole } from "../client.ts";
import { asked, whoisServerOf } from "../port43.ts";
import { recordIn } from "../record.ts";
import { byDomain } from "./action.ts";

type Answer = Output<typeof byDomain>;

export const handler = implement(byDomain, async ({ input, http, signal }) => {
  const name = plainDomain(input.domain);
  const registry = await domainRegistryOf(http, name);
  // A registry whose RDAP host is not among the contract's is asked as if it had none.
  return registry !== null && reachable(registry) ? byRdap(http, registry, name) : byPort43(name, signal);
});

const reachable = (registry: string): boolean =>
  environment().baseUrl("whois") !== null || byDomain.hosts.includes(new URL(registry).hostname);

/** Names are cut a few times only: whoever makes them long pays for it in questions. */
const candidates = (name: string): string[] => domainsAbove(name).slice(-4);

async function byRdap(http: Http, registry: string, name: string): Promise<Answer> {
  for (const candidate of candidates(name)) {
    const found = await domainAt(http, registry, candidate);
    if (found !== null)
      return { registered: true, domain: candidate, ...described(found.domain), by: "rdap", registry: found.registry };
  }
  return { ...unregistered, by: "rdap", registry: new URL(registry).hostname };
}

async function byPort43(name: string, signal: AbortSignal): Promise<Answer> {
  const server = await whoisServerOf(name.split(".").at(-1) ?? name, signal);
  if (server === null) return { ...unregistered, by: "port-43", registry: "whois.iana.org" };
  for (const candidate of candidates(name)) {
    const record = recordIn(await asked(server, candidate, signal));
    if (record !== null) return { registered: true, domain: candidate, ...record, by: "port-43", registry: server };
  }
  return { ...unregistered, by: "port-43", registry: server };
}

function described({ entities, events, status, nameservers }: Domain) {
  const all = entitiesOf(entities);
  const registrar = all.find(({ roles }) => roles?.includes("registrar"));
  const id = registrar?.publicIds?.find(({ type }) => /iana/i.test(type))?.identifier;
  const at = (action: string) => moment(events?.find(({ eventAction }) => eventAction === action)?.eventDate);
  return {
    registrar: words(fromRole(all, "registrar", "fn"), 200),
    registrarId: words(id, 20),
    registeredAt: at("registration"),
    changedAt: at("last changed"),
    expiresAt: at("expiration"),
    abuseContact: words(fromRole(all, "abuse", "email"), 320),
    statuses: listed(status ?? []),
    nameservers: listed((nameservers ?? []).map(({ ldhName }) => ldhName?.toLowerCase())),
  };
}

const listed = (values: readonly (string | null | undefined)[]): string[] =>
  values.flatMap((value) => words(value, 120) ?? []).slice(0, 20);

const unregistered = {
  registered: false,
  domain: null,
  registrar: null,
  registrarId: null,
  registeredAt: null,
  changedAt: null,
  expiresAt: null,
  abuseContact: null,
  statuses: [],
  nameservers: [],
};
