// AbuseIPDB's check endpoint, as its documentation and its answers in the wild describe it.
import { describe, expect, test } from "vitest";
import { testClock } from "../../../infra/local/clock.ts";
import { createAbuseipdb } from "../../../infra/local/simulators/abuseipdb.ts";
import { createOrganisation, simulatedSecrets } from "../../../infra/local/simulators/index.ts";
import { aRequest, ask, bodyOf, simulatorsAt, start } from "./support.ts";

const headers = { key: simulatedSecrets["abuseipdb/api-key"] };
const check = (query: string, asked = { headers }) => ask(simulatorsAt(), "abuseipdb", `/api/v2/check?${query}`, asked);

describe("a check", () => {
  test("tells the reports about a reported address", async () => {
    const response = await check("ipAddress=203.0.113.7&maxAgeInDays=90");
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({ "content-type": "application/json", "x-ratelimit-limit": "50000" });
    expect(bodyOf(response).data).toEqual({
      ipAddress: "203.0.113.7",
      isPublic: true,
      ipVersion: 4,
      isWhitelisted: false,
      abuseConfidenceScore: 98,
      countryCode: "SG",
      usageType: "Data Center/Web Hosting/Transit",
      isp: "Lion City VPS Pte Ltd",
      domain: "lioncity-vps.example",
      hostnames: [],
      isTor: false,
      totalReports: 412,
      numDistinctUsers: 87,
      lastReportedAt: "2026-11-23T08:07:00+00:00",
    });
  });

  test("adds the reports themselves when asked to be verbose", async () => {
    const { data } = bodyOf(await check("ipAddress=203.0.113.7&verbose"));
    expect(data.countryName).toBe("Singapore");
    expect(data.reports[0]).toEqual({
      reportedAt: "2026-11-23T08:07:00+00:00",
      comment: "Password spray against single sign-on portal",
      categories: [18, 15],
      reporterId: 61_201,
      reporterCountryCode: "DE",
      reporterCountryName: "Germany",
    });
  });

  test("says of an unknown address that nobody reported it", async () => {
    const { data } = bodyOf(await check("ipAddress=2001:4860:4860::8888"));
    expect(data).toMatchObject({
      abuseConfidenceScore: 0,
      totalReports: 0,
      lastReportedAt: null,
      isWhitelisted: null,
      ipVersion: 6,
    });
  });

  test("answers for a private address too, and says that it is not public", async () => {
    expect(bodyOf(await check("ipAddress=10.1.2.3")).data).toMatchObject({ isPublic: false, usageType: "Reserved" });
  });
});

describe("what AbuseIPDB refuses", () => {
  test.each([
    [
      "ipAddress=not-an-address",
      "ipAddress",
      "The ip address must be a valid IPv4 or IPv6 address (e.g. 8.8.8.8 or 2001:4860:4860::8888).",
    ],
    [
      "ipAddress=1",
      "ipAddress",
      "The ip address must be a valid IPv4 or IPv6 address (e.g. 8.8.8.8 or 2001:4860:4860::8888).",
    ],
    ["", "ipAddress", "The ip address field is required."],
    ["ipAddress=192.0.2.44&maxAgeInDays=366", "maxAgeInDays", "The max age in days must be between 1 and 365."],
    ["ipAddress=192.0.2.44&maxAgeInDays=x", "maxAgeInDays", "The max age in days must be an integer."],
  ])("refuses the query %j", async (query, parameter, detail) => {
    const response = await check(query);
    expect(response.status).toBe(422);
    expect(bodyOf(response)).toEqual({ errors: [{ detail, status: 422, source: { parameter } }] });
  });

  test.each([{ key: "wrong" }, {}])("refuses the credentials %j", async (wrong) => {
    const response = await check("ipAddress=192.0.2.44", { headers: wrong as { key: never } });
    expect(response.status).toBe(401);
    expect(bodyOf(response).errors[0].detail).toMatch(/^Authentication failed\. Your API key is either missing/);
  });

  test("refuses a check above the day's quota until midnight", async () => {
    const clock = testClock(start);
    const simulator = createAbuseipdb({ clock, organisation: createOrganisation(clock), dailyLimit: 1 });
    const request = aRequest("/api/v2/check?ipAddress=192.0.2.44", { headers });
    expect((await simulator(request)).status).toBe(200);
    const refused = await simulator(request);
    expect(refused.status).toBe(429);
    expect(refused.headers).toMatchObject({ "retry-after": "51480", "x-ratelimit-remaining": "0" });
    clock.advance(51_480_000);
    expect((await simulator(request)).status).toBe(200);
  });

  test("shows a page instead of JSON to who does not ask for JSON on an unknown path", async () => {
    const asked = { headers: { ...headers, accept: "text/html" } };
    const response = await ask(simulatorsAt(), "abuseipdb", "/api/v2/nothing", asked);
    expect(response.status).toBe(404);
    expect(response.headers["content-type"]).toContain("text/html");
  });
});
