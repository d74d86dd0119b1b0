// Port 43, against a server on loopback: what registries write there, and what nobody should read.
import { createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { handler } from "../../../actions/whois/by-domain/handler.ts";
import { recordIn } from "../../../actions/whois/record.ts";
import { aCall, failureOf, startWorld, type World, withTime } from "../support/world.ts";
import { domainBootstrap } from "../vendors/whois.ts";

let world: World;
let server: Server;
let asked: string[] = [];
let says: (name: string) => string | "hang" | "cut";
const sockets = new Set<Socket>();

beforeAll(async () => {
  world = await startWorld();
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", (line) => {
      const name = line.toString().trim();
      asked.push(name);
      const answer = name.includes(".") ? says(name) : "refer:        whois.nic.far\nwhois: whois.nic.far\n";
      if (answer === "cut") socket.resetAndDestroy();
      else if (answer !== "hang") socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  process.env.RIPOSTE_BASE_URL_WHOIS_PORT43 = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  server.close();
  await world.stop();
});
beforeEach(() => {
  asked = [];
  // Nothing but the endings that answer RDAP.
  world.vendor.says(() => ({ body: { ...domainBootstrap, services: [] } }));
});

const ask = async (domain: string) => {
  const answer = await handler({ input: { domain }, call: aCall() });
  return (answer as { output: object }).output;
};
const failure = (domain: string, milliseconds = 2_000) =>
  failureOf(handler, { input: { domain }, call: aCall() }, withTime(milliseconds));

const text = [
  "% This is the registry of .far",
  "Domain Name: SHOP.FAR",
  "Registrar: Far Names Ltd\u202E",
  "Registrar IANA ID: 1234",
  "Registrar Abuse Contact Email: abuse@far-names.example",
  "Creation Date: 2026-11-01T10:00:00Z",
  "Registry Expiry Date: 2027-11-01T10:00:00Z",
  "Domain Status: clientTransferProhibited https://icann.org/epp#clientTransferProhibited",
  "Name Server: NS1.FAR-NAMES.EXAMPLE 192.0.2.1",
  "Name Server: NS2.FAR-NAMES.EXAMPLE",
].join("\r\n");

test("asks IANA for the ending, then its registry for the name, cut from the left until it is known", async () => {
  says = (name) => (name === "shop.far" ? text : `No match for "${name.toUpperCase()}".`);
  expect(await ask("*.www.Shop.far")).toEqual({
    registered: true,
    domain: "shop.far",
    registrar: "Far Names Ltd",
    registrarId: "1234",
    registeredAt: "2026-11-01T10:00:00.000Z",
    changedAt: null,
    expiresAt: "2027-11-01T10:00:00.000Z",
    abuseContact: "abuse@far-names.example",
    statuses: ["clientTransferProhibited"],
    nameservers: ["ns1.far-names.example", "ns2.far-names.example"],
    by: "port-43",
    registry: "whois.nic.far",
  });
  expect(asked).toEqual(["far", "www.shop.far", "shop.far"]);
});

test("says that a domain is not registered where the registry says so", async () => {
  says = () => "NOT FOUND\r\n";
  expect(await ask("shop.far")).toMatchObject({ registered: false, by: "port-43", nameservers: [] });
});

test("refuses by name a registry that hangs, breaks off, or talks without end", async () => {
  says = () => "hang";
  expect(await failure("shop.far", 150)).toMatchObject({ name: "TimedOut" });
  says = () => "cut";
  expect(await failure("shop.far")).toMatchObject({ name: "Unavailable" });
  says = () => "x".repeat(200_000);
  expect(await failure("shop.far")).toMatchObject({ name: "OutputTooLarge" });
});

test("refuses to leave the operator's world when only RDAP was moved there", async () => {
  const own = process.env.RIPOSTE_BASE_URL_WHOIS_PORT43;
  delete process.env.RIPOSTE_BASE_URL_WHOIS_PORT43;
  expect(await failure("shop.far")).toMatchObject({
    name: "NotFound",
    message: expect.stringContaining("RIPOSTE_BASE_URL_WHOIS_PORT43"),
  });
  process.env.RIPOSTE_BASE_URL_WHOIS_PORT43 = own;
  expect(asked).toEqual([]);
});

test.each([
  [
    "Nominet's",
    "    Registered on: 01-Feb-2003\n    Registrar:\n        X\n    nserver: ns1.x.example",
    "2003-02-01T00:00:00.000Z",
  ],
  ["a registry of dots", "created.............: 2020-05-06T00:00:00Z\nnserver: a.example", "2020-05-06T00:00:00.000Z"],
])("reads %s words for the day of registration", (_who, record, registeredAt) => {
  expect(recordIn(record)?.registeredAt).toBe(registeredAt);
});
