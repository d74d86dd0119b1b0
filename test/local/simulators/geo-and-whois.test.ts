// MaxMind's city web service and the registries' RDAP.
import { describe, expect, test } from "vitest";
import { simulatedSecrets } from "../../../infra/local/simulators/index.ts";
import { ask, bodyOf, simulatorsAt } from "./support.ts";

const basic = (account: string, key: string) => ({
  authorization: `Basic ${Buffer.from(`${account}:${key}`).toString("base64")}`,
});
const headers = basic(simulatedSecrets["geo/maxmind-account"], simulatedSecrets["geo/maxmind-licence-key"]);
const city = (ip: string, credentials: Record<string, string> = headers) =>
  ask(simulatorsAt(), "geo", `/geoip/v2.1/city/${ip}`, { headers: credentials });

describe("MaxMind's city answer", () => {
  test("names place, precision and network", async () => {
    const response = await city("203.0.113.7");
    expect(response.headers["content-type"]).toBe("application/vnd.maxmind.com-city+json; charset=UTF-8; version=2.1");
    expect(bodyOf(response)).toMatchObject({
      city: { names: { en: "Singapore" } },
      country: { iso_code: "SG" },
      location: { latitude: 1.2868, longitude: 103.8503, accuracy_radius: 20 },
      traits: { ip_address: "203.0.113.7", autonomous_system_number: 64_511, is_hosting_provider: true },
    });
  });

  test("names no city where only the country is known", async () => {
    const body = bodyOf(await city("203.0.113.200"));
    expect(body.city).toBeUndefined();
    expect(body).toMatchObject({ country: { iso_code: "PT" }, location: { accuracy_radius: 200 } });
  });

  test("leaves out the traits that an address does not have", async () => {
    expect(bodyOf(await city("198.51.100.20")).traits).not.toHaveProperty("is_anonymous_vpn");
    expect(bodyOf(await city("192.0.2.44")).traits).toMatchObject({ is_anonymous_vpn: true });
  });

  test.each([
    ["8.8.8.8", headers, 404, "IP_ADDRESS_NOT_FOUND"],
    ["10.0.0.1", headers, 400, "IP_ADDRESS_RESERVED"],
    ["300.1.1.1", headers, 400, "IP_ADDRESS_INVALID"],
    ["8.8.8.8", {}, 401, "ACCOUNT_ID_REQUIRED"],
    ["8.8.8.8", basic("100001", ""), 401, "LICENSE_KEY_REQUIRED"],
    ["8.8.8.8", basic("100001", "wrong"), 401, "AUTHORIZATION_INVALID"],
  ])("refuses %s with %j by status %i, %s", async (ip, credentials, status, code) => {
    const response = await city(ip, credentials as Record<string, string>);
    expect([response.status, bodyOf(response).code]).toEqual([status, code]);
    expect(response.headers["content-type"]).toContain("maxmind.com-error+json");
  });
});

const whois = (path: string) => ask(simulatorsAt(), "whois", path, { headers: { accept: "application/rdap+json" } });

describe("RDAP", () => {
  test.each(["/rdap/ipv4.json", "/rdap/ipv6.json"])(
    "points from %s at its own server, where the client reached it",
    async (path) => {
      const { services, version } = bodyOf(await whois(path));
      expect(version).toBe("1.0");
      expect(services[0][1]).toEqual(["http://127.0.0.1:4599/simulators/whois/"]);
    },
  );

  test("describes the network around an address, its holder, and the abuse contact inside the holder", async () => {
    const response = await whois("/ip/203.0.113.7");
    expect(response.headers["content-type"]).toBe("application/rdap+json");
    const network = bodyOf(response);
    expect(network).toMatchObject({
      objectClassName: "ip network",
      handle: "203.0.113.0 - 203.0.113.127",
      startAddress: "203.0.113.0",
      endAddress: "203.0.113.127",
      ipVersion: "v4",
      country: "SG",
      cidr0_cidrs: [{ v4prefix: "203.0.113.0", length: 25 }],
      port43: "whois.apnic.net",
    });
    const [holder] = network.entities;
    expect(holder.vcardArray[1]).toContainEqual(["fn", {}, "text", "Lion City VPS Pte Ltd"]);
    expect(holder.entities[0].roles).toEqual(["abuse"]);
    expect(holder.entities[0].vcardArray[1]).toContainEqual(["email", {}, "text", "abuse@lioncity-vps.example"]);
  });

  test("describes IPv6 networks", async () => {
    expect(bodyOf(await whois(`/ip/${encodeURIComponent("2001:db8:198::20")}`))).toMatchObject({
      ipVersion: "v6",
      startAddress: "2001:db8:198::",
      cidr0_cidrs: [{ v6prefix: "2001:db8:198::", length: 48 }],
    });
  });

  test.each([
    ["/ip/8.8.8.8", 404],
    ["/ip/nonsense", 400],
    ["/ip/%ff", 400],
    ["/domain/nobody-has-this.com", 404],
  ])("refuses %s with status %i as an RDAP error", async (path, status) => {
    const response = await whois(path);
    expect(response.status).toBe(status);
    expect(bodyOf(response)).toMatchObject({ errorCode: status, rdapConformance: ["rdap_level_0", "cidr0"] });
  });
});
