// The one door to vendors: where it leads, what it refuses, how long it waits.
import type { LookupAddress } from "node:dns";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { addressAllowed, type Resolve } from "../../../actions/kit/runtime/addresses.ts";
import { type HttpOptions, type HttpRequest, httpFor } from "../../../actions/kit/runtime/http.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  process.env.RIPOSTE_BASE_URL_VENDOR = server.url;
});

const ask = (request: HttpRequest, options: Partial<HttpOptions> = {}) =>
  httpFor({
    system: "vendor",
    hosts: ["api.vendor.example"],
    repeatable: true,
    deadline: Date.now() + 5_000,
    signal: new AbortController().signal,
    ...options,
  })(request);

/** A name server that says what a test wants. */
const resolves =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 }));

const publicly = (request: HttpRequest, options: Partial<HttpOptions> = {}) => {
  delete process.env.RIPOSTE_BASE_URL_VENDOR;
  return ask(request, options);
};

describe("addresses", () => {
  test.each([
    "127.0.0.1",
    "127.8.9.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "168.63.129.16",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:0:1::",
    "2001:db8::1",
    "4000::1",
    "0x7f.1",
    "1",
    "localhost",
    "",
  ])("refuses %s to a vendor's client", (address) => {
    expect(addressAllowed(address, "public")).toBe(false);
  });

  test.each(["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"])("allows %s", (address) => {
    expect(addressAllowed(address, "public")).toBe(true);
  });

  test.each(["127.0.0.1", "10.0.0.5", "::1", "fc00::7"])("allows %s to an operator's own base URL", (address) => {
    expect(addressAllowed(address, "operator")).toBe(true);
  });

  test.each(["169.254.169.254", "fe80::1", "fd00:ec2::254", "100.100.100.200", "0.0.0.0", "::ffff:169.254.169.254"])(
    "refuses %s to an operator's own base URL too",
    (address) => {
      expect(addressAllowed(address, "operator")).toBe(false);
    },
  );
});

describe("where it leads", () => {
  test("refuses a name that resolves to an inner address", async () => {
    for (const address of ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"]) {
      await expect(publicly({ url: "/" }, { resolve: resolves(address) })).rejects.toMatchObject({
        name: "AddressRefused",
      });
    }
  });

  test("refuses a name of which any address is an inner one", async () => {
    const resolve = resolves("8.8.8.8", "127.0.0.1");
    await expect(publicly({ url: "/" }, { resolve })).rejects.toMatchObject({ name: "AddressRefused" });
  });

  test("connects to the very address that was judged, and judges every answer of the name server anew", async () => {
    server.says(() => ({ body: "1" }));
    const answers = ["127.0.0.1", "169.254.169.254"];
    const resolve: Resolve = async () => [{ address: answers.shift() ?? "", family: 4 }];
    process.env.RIPOSTE_BASE_URL_VENDOR = `http://vendor.test:${new URL(server.url).port}`;
    expect((await ask({ url: "/" }, { resolve })).status).toBe(200);
    expect(answers).toEqual(["169.254.169.254"]);
    await expect(ask({ url: "/" }, { resolve })).rejects.toMatchObject({ name: "AddressRefused" });
    expect(server.asked).toHaveLength(1);
  });

  test("refuses an inner address written as one, however it is spelt", async () => {
    for (const host of ["127.0.0.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:7f00:1]"]) {
      const url = `https://${host}/`;
      await expect(publicly({ url }, { hosts: [new URL(url).host] })).rejects.toMatchObject({ name: "AddressRefused" });
    }
  });

  test("refuses a host that is not on the list, and a scheme that is not https", async () => {
    for (const url of [
      "https://evil.example/",
      "https://api.vendor.example.evil.example/",
      "https://api.vendor.example:8443/",
      "https://api.vendor.example@evil.example/",
      "http://api.vendor.example/",
      "file:///etc/passwd",
    ]) {
      await expect(publicly({ url }, { resolve: resolves("8.8.8.8") })).rejects.toMatchObject({
        name: "AddressRefused",
      });
    }
  });

  test("refuses a name that only ends like a wildcard's", async () => {
    const options = { hosts: ["vendor.example", "*.vendor.example"], resolve: resolves("127.0.0.1") };
    await expect(publicly({ url: "https://evilvendor.example/" }, options)).rejects.toThrow(/leads to evilvendor/);
    await expect(publicly({ url: "https://eu.vendor.example/" }, options)).rejects.toThrow(/leads to 127.0.0.1/);
  });

  test("refuses a vendor without an address of its own, and says what to set", async () => {
    await expect(publicly({ url: "/" }, { hosts: ["*.vendor.example"] })).rejects.toThrow(
      /set RIPOSTE_BASE_URL_VENDOR/,
    );
  });

  test("refuses an operator's base URL on a metadata service", async () => {
    process.env.RIPOSTE_BASE_URL_VENDOR = "http://169.254.169.254/latest";
    await expect(ask({ url: "/" })).rejects.toMatchObject({ name: "AddressRefused" });
  });

  test("keeps the path of an operator's base URL, and puts it in place of every host of the vendor", async () => {
    server.says(() => ({ body: {} }));
    process.env.RIPOSTE_BASE_URL_VENDOR = `${server.url}/simulators/vendor/`;
    await ask({ url: "/v2/check", query: { ip: "2001:db8::1" } });
    await ask({ url: "https://api.vendor.example/other?x=1" });
    expect(server.asked.map(({ path }) => path)).toEqual(["/simulators/vendor/v2/check", "/simulators/vendor/other"]);
    expect(server.asked[0]?.query.get("ip")).toBe("2001:db8::1");
  });
});

describe("redirects", () => {
  test("are followed, at most five", async () => {
    server.says(({ path }) => {
      const step = Number(path.slice(1));
      return step === 5 ? { body: "5" } : { status: 302, headers: { location: `/${step + 1}` } };
    });
    expect((await ask({ url: "/0" })).json(z.number())).toBe(5);
    server.says(({ path }) => ({ status: 302, headers: { location: `${path}x` } }));
    await expect(ask({ url: "/0" })).rejects.toMatchObject({ name: "Refused" });
    expect(server.asked).toHaveLength(6);
  });

  test("are refused to another host, and to an inner one", async () => {
    server.says(() => ({ status: 302, headers: { location: "https://api.vendor.example/moved" } }));
    const other = await startServer();
    try {
      server.says(() => ({ status: 307, headers: { location: `${other.url}/stolen` } }));
      await expect(ask({ url: "/", headers: { key: "k" } })).rejects.toThrow();
      expect(other.asked).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  test("are refused for anything but reading", async () => {
    server.says(() => ({ status: 307, headers: { location: "/again" } }));
    await expect(ask({ url: "/", method: "POST", json: {} })).rejects.toMatchObject({ name: "Refused" });
    expect(server.asked).toHaveLength(1);
  });
});

describe("waiting", () => {
  test("asks again when the vendor says when, within the step's time", async () => {
    let times = 0;
    server.says(() => {
      times += 1;
      return times === 1 ? { status: 429, headers: { "retry-after": "0" } } : { body: "1" };
    });
    expect((await ask({ url: "/" })).status).toBe(200);
    expect(times).toBe(2);
  });

  test("refuses to wait beyond the step's time", async () => {
    server.says(() => ({ status: 429, headers: { "retry-after": "3600" } }));
    await expect(ask({ url: "/" })).rejects.toMatchObject({ name: "RateLimited" });
    expect(server.asked).toHaveLength(1);
  });

  test("refuses to repeat a write, whatever the vendor says", async () => {
    server.says(() => ({ status: 503, headers: { "retry-after": "0" } }));
    await expect(ask({ url: "/", method: "POST", json: {} }, { repeatable: false })).rejects.toMatchObject({
      name: "Unavailable",
    });
    expect(server.asked).toHaveLength(1);
  });

  test("refuses to ask for ever", async () => {
    server.says(() => ({ status: 429, headers: { "retry-after": "0" } }));
    await expect(ask({ url: "/" })).rejects.toMatchObject({ name: "RateLimited" });
    expect(server.asked).toHaveLength(4);
  });

  test("waits for its turn with a vendor, and refuses by name when that comes too late", async () => {
    server.says(() => ({ body: "1" }));
    const options = { vendor: "slow-vendor", perSecond: 2, deadline: Date.now() + 900 };
    const calls = [1, 2, 3].map(() => ask({ url: "/" }, options));
    const [first, second, third] = await Promise.allSettled(calls);
    expect([first?.status, second?.status, third?.status]).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(third).toMatchObject({ reason: { name: "RateLimited" } });
  });
});

describe("statuses", () => {
  test.each([
    [400, "InvalidInput"],
    [401, "Unauthorized"],
    [402, "QuotaExhausted"],
    [403, "Unauthorized"],
    [404, "NotFound"],
    [408, "TimedOut"],
    [409, "Conflict"],
    [418, "Refused"],
    [422, "InvalidInput"],
    [429, "RateLimited"],
    [500, "Unavailable"],
    [501, "Refused"],
    [502, "Unavailable"],
    [504, "TimedOut"],
  ])("%d is %s", async (status, name) => {
    server.says(() => ({ status, body: { message: "in the vendor's words" } }));
    await expect(ask({ url: "/" })).rejects.toMatchObject({
      name,
      message: expect.stringContaining("in the vendor's words"),
    });
  });

  test("are handed over where the caller accepts them", async () => {
    server.says(() => ({ status: 404, body: {} }));
    expect((await ask({ url: "/", accept: [404] })).status).toBe(404);
  });

  test("of a host that is not there is Unavailable", async () => {
    process.env.RIPOSTE_BASE_URL_VENDOR = "http://127.0.0.1:9";
    await expect(ask({ url: "/" })).rejects.toMatchObject({ name: "Unavailable" });
  });
});

test("refuses to unpack more than it needs", async () => {
  const packed = gzipSync(Buffer.alloc(30 * 1_048_576, "a"));
  const bomb = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
    response.end(packed);
  });
  await new Promise<void>((resolve) => bomb.listen(0, "127.0.0.1", resolve));
  process.env.RIPOSTE_BASE_URL_VENDOR = `http://127.0.0.1:${(bomb.address() as AddressInfo).port}`;
  try {
    await expect(ask({ url: "/" })).rejects.toMatchObject({ name: "OutputTooLarge" });
  } finally {
    bomb.closeAllConnections();
    bomb.close();
  }
});
