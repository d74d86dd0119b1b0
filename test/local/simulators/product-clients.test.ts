// The product's own functions, with the ordinary clients, against the simulators: each reads what its vendor would send,
// and knows that it was simulated.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handler as abuseipdb } from "../../../actions/abuseipdb/check-ip/handler.ts";
import { handler as certSpotter } from "../../../actions/certificates/issued-for/cert-spotter.ts";
import { handler as crtSh } from "../../../actions/certificates/issued-for/crt-sh.ts";
import { handler as findCaa } from "../../../actions/dns/find-caa/handler.ts";
import { handler as compareLogins } from "../../../actions/geo/compare-logins/maxmind.ts";
import { handler as greynoise } from "../../../actions/greynoise/check-ip/handler.ts";
import { handler as listAccessKeys } from "../../../actions/iam/list-access-keys/handler.ts";
import { handler as resolvePrincipal } from "../../../actions/identity/resolve-principal/aws.ts";
import { handler as eventsByIp } from "../../../actions/siem/events-by-ip/splunk.ts";
import { handler as loginsOf } from "../../../actions/siem/logins-of/splunk.ts";
import { handler as checkDomain } from "../../../actions/virustotal/check-domain/handler.ts";
import { handler as checkFile } from "../../../actions/virustotal/check-file/handler.ts";
import { handler as virustotal } from "../../../actions/virustotal/check-ip/handler.ts";
import { handler as byDomain } from "../../../actions/whois/by-domain/handler.ts";
import { handler as whois } from "../../../actions/whois/by-ip/handler.ts";
import { createIam, type Iam } from "../../../infra/local/aws/iam/index.ts";
import { createSecretsManager, type SecretsManager } from "../../../infra/local/aws/index.ts";
import { realClock } from "../../../infra/local/clock.ts";
import { type LocalServer, startServer } from "../../../infra/local/server.ts";
import { createSimulators, type Simulators, simulatedSecrets } from "../../../infra/local/simulators/index.ts";

const clock = realClock();
const directory = mkdtempSync(join(tmpdir(), "riposte-simulators-"));
const account = "111122223333";
const maria = { type: "iam-user", id: `arn:aws:iam::${account}:user/maria.lopez`, account, name: "maria.lopez" };

let simulators: Simulators;
let iam: Iam;
let secrets: SecretsManager;
let server: LocalServer;

beforeAll(async () => {
  simulators = createSimulators({ clock });
  iam = createIam({ clock, organisation: simulators.organisation, dataDir: null });
  secrets = createSecretsManager({ clock, dataDir: null });
  for (const [name, value] of Object.entries(simulatedSecrets)) await secrets.ensureSecret(`riposte/${name}`, value);
  const handlers = simulators.systems.flatMap((system) => {
    const handler = simulators.handle(system);
    return handler ? [[system, handler] as const] : [];
  });
  const services = { iam: iam.handle, secretsmanager: secrets.handle };
  server = await startServer({ port: 0, services, simulators: Object.fromEntries(handlers) });
  const settings = join(directory, "settings.json");
  writeFileSync(settings, JSON.stringify(settingsFor(simulators)));
  Object.assign(process.env, {
    RIPOSTE_SETTINGS: settings,
    AWS_ENDPOINT_URL: server.origin,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "simulated",
    AWS_SECRET_ACCESS_KEY: "simulated",
  });
  for (const system of simulators.systems) {
    process.env[`RIPOSTE_BASE_URL_${system.toUpperCase()}`] = `${server.origin}/simulators/${system}`;
  }
});
afterAll(async () => {
  await server.close(0);
  iam.close();
  await secrets.stop();
  clock.stop();
  rmSync(directory, { recursive: true });
});

const settingsFor = ({ organisation }: Simulators) => ({
  organisation: organisation.name,
  people: organisation.people.map(({ id, name, email, slack }) => ({ id, name, email, slack, roles: ["analyst"] })),
  approvers: { "identity-oncall": ["dana.kim", "sam.okafor"] },
  protectedSubjects: [],
  accounts: [account],
  networks: organisation.ownNetworks,
  bindings: { siem: "splunk", geo: "maxmind", identity: "aws" },
  publishers: [],
  siem: { indexes: ["auth"] },
  slack: null,
  jira: null,
  playbooks: [],
});

const call = {
  execution: "e1",
  playbook: "impossible-travel",
  version: "v1",
  step: "s",
  item: null,
  case: "case-1",
  mode: "live",
};
type Handler = (event: unknown) => Promise<{ output: unknown; simulated: boolean }>;
const outputOf = async (handler: unknown, input: object) => {
  const { output, simulated } = await (handler as Handler)({ input, call });
  expect(simulated).toBe(true);
  return output;
};

const minutesAgo = (minutes: number): string =>
  new Date(simulators.organisation.now() - minutes * 60_000).toISOString();

test("AbuseIPDB and VirusTotal know the attacker's address", async () => {
  const [abuse, engines] = await Promise.all([
    outputOf(abuseipdb, { ip: "203.0.113.7" }),
    outputOf(virustotal, { ip: "203.0.113.7" }),
  ]);
  expect(abuse).toMatchObject({ score: 98, reports: 412, country: "SG" });
  expect(engines).toMatchObject({ malicious: 9, seen: true });
});

test("the registry names the holder and the abuse contact", async () => {
  expect(await outputOf(whois, { ip: "203.0.113.7" })).toMatchObject({
    first: "203.0.113.0",
    last: "203.0.113.127",
    organisation: "Lion City VPS Pte Ltd",
    abuseContact: "abuse@lioncity-vps.example",
    country: "SG",
  });
});

test("GreyNoise has seen the attacker's address scanning, and nobody else's", async () => {
  expect(await outputOf(greynoise, { ip: "203.0.113.7" })).toMatchObject({
    scanner: true,
    classification: "malicious",
  });
  expect(await outputOf(greynoise, { ip: "198.51.100.20" })).toMatchObject({ seen: false });
});

test("a domain of three days looks like ours, and engines call it malicious", async () => {
  expect(await outputOf(byDomain, { domain: "www.examp1e-login.com" })).toMatchObject({
    registered: true,
    domain: "examp1e-login.com",
    registrar: "Quick Names LLC",
    by: "rdap",
  });
  expect(await outputOf(byDomain, { domain: "nobody-has-this.com" })).toMatchObject({ registered: false });
  expect(await outputOf(checkDomain, { domain: "examp1e-login.com" })).toMatchObject({ seen: true, malicious: 6 });
  expect(await outputOf(checkDomain, { domain: "nobody-has-this.com" })).toMatchObject({ seen: false });
  const hash = "44d88612fea8a8f36de82e1278abb02f";
  expect(await outputOf(checkFile, { hash })).toMatchObject({ seen: true, malicious: 61, name: "eicar.com" });
});

test.each([
  ["crt.sh", crtSh],
  ["Cert Spotter", certSpotter],
])("%s knows a certificate by an authority that our CAA records do not name", async (_who, handler) => {
  expect(await outputOf(handler, { domain: "example.com" })).toMatchObject({
    total: 3,
    truncated: false,
    issuers: ["C=US, O=Let's Encrypt, CN=E7", "C=US, O=Amazon, CN=Amazon RSA 2048 M02"],
    certificates: [{ names: ["payments.example.com"] }, {}, {}],
  });
  expect(await outputOf(findCaa, { domain: "payments.example.com" })).toMatchObject({
    domain: "example.com",
    issue: ["amazon.com", "amazontrust.com"],
  });
});

test("Lisbon and Singapore are forty minutes apart: impossible, and not explained", async () => {
  const previous = { previousIp: "198.51.100.20", previousAt: minutesAgo(42) };
  expect(await outputOf(compareLogins, { ip: "203.0.113.7", at: minutesAgo(2), ...previous })).toMatchObject({
    impossible: true,
    explained: false,
    current: { place: { city: "Singapore", country: "SG" } },
    previous: { place: { city: "Lisbon", country: "PT" } },
  });
});

test("a login through our own VPN is explained", async () => {
  const previous = { previousIp: "198.51.100.31", previousAt: minutesAgo(95) };
  expect(await outputOf(compareLogins, { ip: "192.0.2.44", at: minutesAgo(55), ...previous })).toMatchObject({
    explained: true,
  });
});

test("the SIEM has seen the address before, and the logins of the user", async () => {
  expect(await outputOf(eventsByIp, { ip: "203.0.113.7" })).toMatchObject({
    truncated: false,
    users: ["maria.lopez", "jonas.berg", "aiko.tanaka", "dana.kim"],
  });
  const logins = (await outputOf(loginsOf, { principal: maria })) as { failures: number; logins: object[] };
  expect(logins.failures).toBe(3);
  expect(logins.logins[0]).toMatchObject({
    at: minutesAgo(2),
    ip: "203.0.113.7",
    outcome: "success",
    application: "AWS IAM Identity Center",
    device: { name: "DESKTOP-7Q2K", managed: false },
    session: "idx-3f9a61c0",
    secondFactor: "push",
    country: "SG",
    city: "Singapore",
  });
});

test("IAM knows who it is, and which keys could be taken", async () => {
  const claim = { name: "maria.lopez", email: "maria.lopez@example.com", id: maria.id };
  expect(await outputOf(resolvePrincipal, { claim, account })).toMatchObject({ principal: maria });
  expect(await outputOf(listAccessKeys, { principal: maria })).toMatchObject({
    items: [
      { accessKeyId: "AKIAEXAMPLEMARIA0001", status: "Active", lastUsedService: "iam" },
      { accessKeyId: "AKIAEXAMPLEMARIA0002", status: "Active", lastUsedService: "s3" },
    ],
  });
});

test.each([
  ["401", "Unauthorized"],
  ["429", "QuotaExhausted"],
  ["500", "Unavailable"],
  ["503", "Unavailable"],
  ["garbage", "InvalidOutput"],
  ["reset", "Unavailable"],
] as const)("when AbuseIPDB fails by %s, the function fails by the name %s", async (kind, name) => {
  simulators.fail("abuseipdb", kind);
  await expect(outputOf(abuseipdb, { ip: "203.0.113.7" })).rejects.toMatchObject({ name });
  simulators.fail("abuseipdb", null);
});
