// What all simulators share: the mark, latency, the ways to fail, and the spy. The network's own failures go through a real
// socket, because only there do they exist.
import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LocalServer, startServer } from "../../../infra/local/server.ts";
import { oversizeBytes, slowMs } from "../../../infra/local/simulators/failures.ts";
import { failureKinds, isFailureKind, type Simulators } from "../../../infra/local/simulators/index.ts";
import type { WireHandler } from "../../../infra/local/wire.ts";
import { ask, bodyOf, simulatorsAt, start } from "./support.ts";

const vendors = ["abuseipdb", "virustotal", "whois", "geo", "siem"];

describe("every answer of every simulator", () => {
  test.each(vendors)("of %s is marked, refusals and failures too", async (system) => {
    const simulators = simulatorsAt();
    const responses = [await ask(simulators, system, "/nothing")];
    for (const kind of failureKinds.filter((one) => one !== "timeout")) {
      simulators.fail(system, kind);
      responses.push(await ask(simulators, system, "/nothing"));
    }
    for (const { headers } of responses) expect(headers["x-riposte-simulated"]).toBe("true");
  });

  test.each(vendors)("of %s on an unknown path refuses in the vendor's way", async (system) => {
    const { status } = await ask(simulatorsAt(), system, "/nothing");
    expect([401, 404]).toContain(status);
  });

  test("of a further system is marked as well", async () => {
    const jira: WireHandler = async () => ({ status: 201, headers: {}, body: "{}" });
    const simulators = simulatorsAt({ extra: { jira } });
    expect(simulators.systems).toContain("jira");
    expect((await ask(simulators, "jira", "/rest/api/3/issue")).headers["x-riposte-simulated"]).toBe("true");
  });
});

describe("a vendor that fails", () => {
  test.each([
    [
      "abuseipdb",
      "429",
      429,
      (body: string) => JSON.parse(body).errors[0].detail,
      "Daily rate limit of 1000 requests exceeded",
    ],
    ["virustotal", "429", 429, (body: string) => JSON.parse(body).error.code, "QuotaExceededError"],
    ["virustotal", "503", 503, (body: string) => JSON.parse(body).error.code, "TransientError"],
    ["geo", "401", 401, (body: string) => JSON.parse(body).code, "AUTHORIZATION_INVALID"],
    ["whois", "429", 429, (body: string) => JSON.parse(body).errorCode.toString(), "429"],
    [
      "siem",
      "503",
      503,
      (body: string) => JSON.parse(body).messages[0].text,
      "maximum number of concurrent historical searches",
    ],
    ["siem", "401", 401, (body: string) => JSON.parse(body).messages[0].text, "call not properly authenticated"],
    ["abuseipdb", "500", 500, (body: string) => JSON.parse(body).message, "Server Error"],
    ["abuseipdb", "garbage", 200, (body: string) => body, "<html>"],
  ] as const)("%s answers %s with status %i and its own body", async (system, kind, status, read, text) => {
    const simulators = simulatorsAt({ failures: { [system]: kind } });
    const response = await ask(simulators, system, "/");
    expect(response.status).toBe(status);
    expect(read(response.body.toString())).toContain(text);
  });

  test("says in Retry-After how long the daily quota is gone", async () => {
    const simulators = simulatorsAt({ failures: { abuseipdb: "429" } });
    expect((await ask(simulators, "abuseipdb", "/")).headers).toMatchObject({
      "retry-after": "51480",
      "x-ratelimit-reset": String(start / 1_000 + 51_480),
    });
  });

  test("is well again when told so, or after so many requests", async () => {
    const simulators = simulatorsAt();
    simulators.fail("virustotal", "500", 2);
    const statuses = [];
    for (let times = 0; times < 3; times += 1) statuses.push((await ask(simulators, "virustotal", "/")).status);
    expect(statuses).toEqual([500, 500, 401]);
    simulators.fail("virustotal", "503");
    simulators.fail("virustotal", null);
    expect((await ask(simulators, "virustotal", "/")).status).toBe(401);
  });

  test("and is slow gives the right answer, late", async () => {
    const waits: number[] = [];
    const simulators = simulatorsAt({ failures: { whois: "slow" }, sleep: async (ms) => void waits.push(ms) });
    expect((await ask(simulators, "whois", "/ip/203.0.113.7")).status).toBe(200);
    expect(waits).toEqual([slowMs]);
  });

  test("refuses a system that nobody simulates, naming those there are", () => {
    expect(() => simulatorsAt().fail("abusipdb", "500")).toThrow(
      'no simulator is called "abusipdb"; there are abuseipdb, certificates, dns, geo, greynoise, siem, virustotal, whois',
    );
    expect(() => simulatorsAt({ latency: { nobody: 5 } })).toThrow(/nobody/);
    expect(() => simulatorsAt().setLatency("geo", Number.NaN)).toThrow(/milliseconds/);
    expect(isFailureKind("explode")).toBe(false);
  });
});

describe("latency", () => {
  test("is waited for before each answer, everywhere or for one system", async () => {
    const waits: number[] = [];
    const sleep = async (milliseconds: number) => void waits.push(milliseconds);
    const simulators = simulatorsAt({ latencyMs: 200, latency: { geo: 50 }, sleep });
    await ask(simulators, "abuseipdb", "/");
    await ask(simulators, "geo", "/");
    simulators.setLatency("geo", 0);
    await ask(simulators, "geo", "/");
    expect(waits).toEqual([200, 50]);
  });
});

describe("the spy", () => {
  test("tells what each system was asked, when, and with what answer", async () => {
    const simulators = simulatorsAt();
    await ask(simulators, "whois", "/ip/203.0.113.7");
    await ask(simulators, "geo", "/geoip/v2.1/city/203.0.113.7");
    expect(simulators.spy.requests("whois")).toMatchObject([
      { system: "whois", method: "GET", path: "/ip/203.0.113.7", receivedAt: start, answeredAt: start, status: 200 },
    ]);
    expect(simulators.spy.requests().map(({ system }) => system)).toEqual(["whois", "geo"]);
    simulators.spy.forget();
    expect(simulators.spy.count()).toBe(0);
  });

  test("keeps the latest and counts them all, so that memory stays flat", async () => {
    const simulators = simulatorsAt();
    for (let times = 0; times < 700; times += 1) await ask(simulators, "whois", `/ip/192.0.2.${times % 256}`);
    expect(simulators.spy.count("whois")).toBe(700);
    expect(simulators.spy.requests("whois")).toHaveLength(500);
  });
});

describe("through a socket", () => {
  let simulators: Simulators;
  let server: LocalServer;
  beforeAll(async () => {
    simulators = simulatorsAt();
    const handlers = Object.fromEntries(vendors.map((system) => [system, simulators.handle(system) as WireHandler]));
    server = await startServer({ port: 0, services: {}, simulators: handlers });
  });
  afterAll(() => server.close(0));

  const url = (system: string) => `${server.origin}/simulators/${system}`;

  test("a reset connection breaks off inside the body", async () => {
    simulators.fail("geo", "reset");
    const response = await fetch(`${url("geo")}/geoip/v2.1/city/203.0.113.7`);
    await expect(response.text()).rejects.toThrow(/terminated/);
  });

  test("a vendor that never answers is given up by its client alone", async () => {
    simulators.fail("virustotal", "timeout");
    const controller = new AbortController();
    const pending = fetch(`${url("virustotal")}/api/v3/ip_addresses/203.0.113.7`, { signal: controller.signal });
    await expect.poll(() => simulators.spy.count("virustotal")).toBe(1);
    controller.abort();
    await expect(pending).rejects.toThrow(/abort/);
    expect(simulators.spy.requests("virustotal")).toMatchObject([{ answeredAt: null, status: null }]);
  });

  test("an oversize answer is as large as it says", async () => {
    simulators.fail("abuseipdb", "oversize");
    const length = await new Promise((resolve, reject) => {
      httpRequest(`${url("abuseipdb")}/api/v2/check`, (response) => {
        resolve(Number(response.headers["content-length"]));
        response.destroy();
      })
        .on("error", reject)
        .end();
    });
    expect(length).toBeGreaterThan(oversizeBytes);
  });

  test("the bootstrap leads to the network, by the address that the client used", async () => {
    const bootstrap = bodyOf({
      status: 200,
      headers: {},
      body: await (await fetch(`${url("whois")}/rdap/ipv4.json`)).text(),
    });
    const [base] = bootstrap.services[0][1];
    expect(base).toBe(`${url("whois")}/`);
    expect((await fetch(`${base}ip/203.0.113.7`)).status).toBe(200);
  });
});
