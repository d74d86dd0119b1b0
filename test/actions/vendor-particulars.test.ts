// What is particular to one vendor: answers that look like errors and are none, errors that look like answers, and limits
// that mean different things.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Reply } from "./support/server.ts";
import { aCall, failureOf, startWorld, type World } from "./support/world.ts";
import { abuseipdb } from "./vendors/abuseipdb.ts";
import { city, maxmind, problem } from "./vendors/maxmind.ts";
import { splunkEvents, splunkLogins } from "./vendors/splunk.ts";
import { virustotal } from "./vendors/virustotal.ts";
import { bootstrap, network, whois } from "./vendors/whois.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

type Called = Pick<typeof abuseipdb, "handler" | "input">;
const always = (reply: Reply) => world.vendor.says(() => reply);
const call = async <T>({ handler, input }: Called, changes: object = {}): Promise<T> =>
  ((await handler({ input: { ...(input as object), ...changes }, call: aCall() })) as { output: T }).output;
const failure = ({ handler, input }: Called, changes: object = {}) =>
  failureOf(handler, { input: { ...(input as object), ...changes }, call: aCall() });

test.each([abuseipdb, virustotal, whois])(
  "$action refuses an inner address, and spends no quota on it",
  async (speech) => {
    always({ status: 500 });
    for (const ip of ["10.0.0.1", "127.0.0.1", "fc00::1", "169.254.169.254", "100.64.0.1"]) {
      expect(await failure(speech, { ip })).toMatchObject({
        name: "InvalidInput",
        message: expect.stringContaining(ip),
      });
    }
    expect(world.vendor.asked).toEqual([]);
  },
);

test("AbuseIPDB's 429 of a few seconds passes, one of a day does not", async () => {
  always({ status: 429, headers: { "retry-after": "30" }, body: {} });
  expect(await failure(abuseipdb)).toMatchObject({ name: "RateLimited" });
  always({ status: 429, headers: { "retry-after": "29241" }, body: {} });
  expect(await failure(abuseipdb)).toMatchObject({ name: "QuotaExhausted" });
});

test("AbuseIPDB is asked for whole days, one to a year", async () => {
  world.vendor.says(() => ({ status: 500 }));
  for (const [maxAge, days] of [
    [1, "1"],
    [86_401, "2"],
    [31_622_400, "365"],
  ] as const) {
    await failure(abuseipdb, { maxAge });
    expect(world.vendor.asked.at(-1)?.query.get("maxAgeInDays")).toBe(days);
  }
});

test("VirusTotal's own 404 means that it has never seen the address; anybody else's does not", async () => {
  always({ status: 404, body: { error: { code: "NotFoundError", message: "not found" } } });
  expect(await call(virustotal)).toMatchObject({ seen: false, malicious: 0, owner: null });
  always({ status: 404, headers: { "content-type": "text/html" }, body: "<h1>404</h1>" });
  expect(await failure(virustotal)).toMatchObject({ name: "NotFound" });
});

test("VirusTotal's 204 is a limit, and an address without a judgement is not a clean one", async () => {
  always({ status: 204 });
  expect(await failure(virustotal)).toMatchObject({ name: "RateLimited" });
  always({ body: { data: { attributes: { as_owner: "Example" } } } });
  expect(await call(virustotal)).toMatchObject({ seen: false, owner: "Example" });
});

test("RDAP takes the country of the network where the registry names it, and survives cards of any kind", async () => {
  const says = (answer: object) =>
    world.vendor.says(({ path }) => ({ body: path === "/rdap/ipv4.json" ? bootstrap : answer }));
  says({ ...network, country: "sg" });
  expect(await call(whois)).toMatchObject({ country: "SG" });
  says({
    ...network,
    entities: [{ roles: ["abuse"], vcardArray: ["vcard", [["email", {}, "text", ["a@x.example", "b@x.example"]]]] }],
  });
  expect(await call(whois)).toMatchObject({
    organisation: null,
    country: null,
    abuseContact: "a@x.example b@x.example",
  });
  says({ ...network, entities: [{ roles: ["abuse"], vcardArray: "nonsense" }], events: null, name: null });
  expect(await call(whois)).toMatchObject({ abuseContact: null, registeredAt: null, name: null });
});

test("RDAP follows the registries' redirects, and 404 is NotFound", async () => {
  world.vendor.says(({ path }) => {
    if (path === "/rdap/ipv4.json") return { body: bootstrap };
    if (path === "/registry/ip/8.8.8.8")
      return { status: 302, headers: { location: "https://rdap.apnic.net/ip/8.8.8.8" } };
    return path === "/ip/8.8.8.8" ? { body: network } : { status: 404, body: { errorCode: 404, title: "Not Found" } };
  });
  expect(await call(whois)).toMatchObject({ handle: "NET-8-8-8-0-2" });
  expect(await failure(whois, { ip: "1.1.1.1" })).toMatchObject({ name: "NotFound" });
  expect(await failure(whois, { ip: "9.9.9.9" })).toMatchObject({
    name: "NotFound",
    message: expect.stringContaining("9.9.9.9"),
  });
});

test("MaxMind without a place says so, and a country's middle is no place", async () => {
  world.vendor.says(({ path }) =>
    path.endsWith("203.0.113.7") ? problem(404, "IP_ADDRESS_NOT_FOUND") : city("Lisbon", "PT", 38.7, -9.1),
  );
  expect(await call(maxmind)).toMatchObject({
    impossible: false,
    insufficient: "the place of 203.0.113.7 is not known",
  });
  world.vendor.says(({ path }) =>
    path.endsWith("203.0.113.7")
      ? {
          body: {
            country: { iso_code: "US" },
            location: { latitude: 37.751, longitude: -97.822, accuracy_radius: 50 },
          },
        }
      : city("Lisbon", "PT", 38.7, -9.1),
  );
  expect(await call(maxmind)).toMatchObject({ current: { place: { city: null, radiusKm: 1_000 } } });
});

test("MaxMind's errors are told apart", async () => {
  for (const [status, code, name] of [
    [400, "IP_ADDRESS_INVALID", "InvalidInput"],
    [401, "ACCOUNT_ID_REQUIRED", "Unauthorized"],
    [402, "INSUFFICIENT_FUNDS", "QuotaExhausted"],
    [403, "PERMISSION_REQUIRED", "Unauthorized"],
  ] as const) {
    always(problem(status, code));
    expect(await failure(maxmind)).toMatchObject({ name });
  }
});

test("Splunk's results that are not complete are refused, for what is missing might be what matters", async () => {
  always({ body: { results: [], messages: [{ type: "ERROR", text: "Unable to distribute to peer idx2" }] } });
  expect(await failure(splunkEvents)).toMatchObject({ name: "Unavailable", message: expect.stringContaining("idx2") });
  always({ body: { results: [], messages: [{ type: "WARN", text: "slow" }] } });
  expect(await call(splunkEvents)).toMatchObject({ total: 0, truncated: false });
});

test("Splunk's texts cannot make an answer too large: what does not fit is left out and said so", async () => {
  const row = {
    _time: "2026-11-22T10:00:00.000+00:00",
    action: "failure",
    src: "203.0.113.7",
    user_agent: "\u00e9".repeat(5_000),
    reason: "r".repeat(5_000),
  };
  always({ body: { results: Array.from({ length: 400 }, () => row) } });
  const logins = await call<{ total: number; failures: number; truncated: boolean; logins: unknown[] }>(splunkLogins, {
    most: 50,
  });
  expect(logins).toMatchObject({ total: 400, failures: 400, truncated: true });
  expect(logins.logins.length).toBeGreaterThan(10);
  always({
    body: { results: Array.from({ length: 400 }, (_, index) => ({ ...row, user: `u${index}${"x".repeat(400)}` })) },
  });
  expect(await call(splunkEvents)).toMatchObject({ total: 400, truncated: true });
});

test("Splunk's event without a time is refused", async () => {
  always({ body: { results: [{ user: "maria" }] } });
  expect(await failure(splunkEvents)).toMatchObject({ name: "InvalidOutput" });
});

test("Splunk is not asked about a name with a wildcard", async () => {
  always({ body: { results: [] } });
  const principal = { type: "okta-user", id: "00u1", login: "*" };
  expect(await failure(splunkLogins, { principal })).toMatchObject({ name: "InvalidInput" });
  expect(world.vendor.asked).toEqual([]);
});
