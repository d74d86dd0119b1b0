// What registries write in answers of port 43: lines of a name and a value, under names that each registry chose itself.
import { moment, words } from "../kit/runtime/observed.ts";

const names = {
  registrar: ["registrar", "sponsoring registrar", "registrar name"],
  registrarId: ["registrar iana id"],
  registeredAt: ["creation date", "created", "created on", "registered", "registered on", "registration time"],
  changedAt: ["updated date", "changed", "last-update", "last updated", "last modified", "modified"],
  expiresAt: ["registry expiry date", "registrar registration expiration date", "expiry date", "expires", "paid-till"],
  abuseContact: ["registrar abuse contact email", "abuse contact email", "abuse-mailbox"],
  statuses: ["domain status", "status", "state"],
  nameservers: ["name server", "nserver", "nameserver", "nameservers"],
} as const;

const absent =
  /^\W*(no match|not found|no data found|no entries found|domain not found|no object found|nothing found|the queried object does not exist|status:\s*(free|available))/im;

/** The record, or null where the registry says that there is none. */
export function recordIn(text: string) {
  const lines = [...text.matchAll(/^[ \t]*([A-Za-z][A-Za-z -]{1,40}?)\.*:[ \t]*(.*)$/gm)].map(
    ([, name = "", value = ""]) => [name.trim().toLowerCase(), value.trim()] as const,
  );
  const all = (key: keyof typeof names) =>
    lines.filter(([name, value]) => value !== "" && (names[key] as readonly string[]).includes(name)).map(([, v]) => v);
  const first = (key: keyof typeof names) => all(key)[0] ?? null;
  const nameservers = all("nameservers");
  if (absent.test(text) || (nameservers.length === 0 && first("registeredAt") === null)) return null;
  return {
    registrar: words(first("registrar"), 200),
    registrarId: words(first("registrarId"), 20),
    registeredAt: moment(first("registeredAt")),
    changedAt: moment(first("changedAt")),
    expiresAt: moment(first("expiresAt")),
    abuseContact: words(first("abuseContact"), 320),
    // Behind the word stands a link to its meaning; behind the server's name its addresses.
    statuses: listed(all("statuses")),
    nameservers: listed(nameservers.map((server) => server.toLowerCase())),
  };
}

const listed = (values: readonly string[]): string[] =>
  [...new Set(values.map((value) => words(value.split(/\s/)[0], 120) ?? ""))]
    .filter((value) => value !== "")
    .slice(0, 20);
