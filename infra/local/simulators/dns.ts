// DNS over HTTPS, as dns.google answers it in JSON: the CAA records of the domains in the stories.
import type { WireHandler } from "../wire.ts";
import { json } from "./answers.ts";
import { domains } from "./organisation/domains.ts";

const caa = 257;

export function createDns(): WireHandler {
  return async ({ method, path, query }) => {
    if (path !== "/resolve" || method !== "GET") return json(404, { error: "not found" });
    const name = query.get("name")?.toLowerCase().replace(/\.$/, "") ?? "";
    const type = Number(query.get("type") ?? 1);
    if (!/^[a-z0-9_.-]{1,253}$/.test(name)) return json(400, { error: "Invalid name" });
    const zone = domains.find((domain) => name === domain.name || name.endsWith(`.${domain.name}`));
    const records = type === caa && zone?.name === name ? zone.caa : [];
    return json(200, {
      // 3: there is no such name. Names above ours, such as `com`, are there.
      Status: zone === undefined && name.includes(".") ? 3 : 0,
      TC: false,
      RD: true,
      RA: true,
      AD: zone?.name === "example.com",
      CD: false,
      Question: [{ name: `${name}.`, type }],
      ...(records.length === 0 ? {} : { Answer: records.map((data) => ({ name: `${name}.`, type, TTL: 300, data })) }),
    });
  };
}
