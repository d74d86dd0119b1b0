// VirusTotal's address report.
import { describe, expect, test } from "vitest";
import { simulatedSecrets } from "../../../infra/local/simulators/index.ts";
import { ask, bodyOf, simulatorsAt } from "./support.ts";

const headers = { "x-apikey": simulatedSecrets["virustotal/api-key"] };
const report = (ip: string, key: Record<string, string> = headers) =>
  ask(simulatorsAt(), "virustotal", `/api/v3/ip_addresses/${ip}`, { headers: key });

describe("an address report", () => {
  test("counts the engines that call a reported address malicious", async () => {
    const response = await report("203.0.113.7");
    expect(response.status).toBe(200);
    const { data } = bodyOf(response);
    expect(data).toMatchObject({ id: "203.0.113.7", type: "ip_address" });
    expect(data.attributes.last_analysis_stats).toMatchObject({ malicious: 9, suspicious: 2, timeout: 0 });
    expect(data.attributes).toMatchObject({ asn: 64_511, country: "SG", network: "203.0.113.0/25", reputation: -14 });
  });

  test("has as many single results as its statistics count", async () => {
    const { last_analysis_stats: stats, last_analysis_results: results } = bodyOf(await report("203.0.113.7")).data
      .attributes;
    const categories = Object.values(results as Record<string, { category: string }>).map(({ category }) => category);
    for (const category of ["malicious", "suspicious", "undetected", "harmless"]) {
      expect(categories.filter((one) => one === category)).toHaveLength(stats[category]);
    }
  });

  test("is the same every time", async () => {
    expect((await report("203.0.113.7")).body).toBe((await report("203.0.113.7")).body);
  });

  test("has no analysis date for an address that nobody asked about", async () => {
    const { attributes } = bodyOf(await report("8.8.8.8")).data;
    expect(attributes.last_analysis_date).toBeUndefined();
    expect(attributes.last_analysis_stats.malicious).toBe(0);
  });
});

describe("what VirusTotal refuses", () => {
  test.each([
    [{}, 401, "AuthenticationRequiredError", "X-Apikey header is missing"],
    [{ "x-apikey": "wrong" }, 401, "WrongCredentialsError", "Wrong API key"],
  ])("refuses the credentials %j", async (key, status, code, message) => {
    const response = await report("192.0.2.44", key as Record<string, string>);
    expect([response.status, bodyOf(response)]).toEqual([status, { error: { code, message } }]);
  });

  test("refuses what is no address", async () => {
    const response = await report("%3Cscript%3E");
    expect([response.status, bodyOf(response).error.code]).toEqual([400, "InvalidArgumentError"]);
  });

  test("refuses an unknown path in its own words", async () => {
    const response = await ask(simulatorsAt(), "virustotal", "/api/v3/nothing", { headers });
    expect([response.status, bodyOf(response).error.code]).toEqual([404, "NotFoundError"]);
  });
});
