// https://crt.sh, output=json, and https://sslmate.com/help/reference/ct_search_api_v1
import { handler as certSpotterHandler } from "../../../actions/certificates/issued-for/cert-spotter.ts";
import { handler as crtShHandler } from "../../../actions/certificates/issued-for/crt-sh.ts";
import { html, type Speech } from "./speech.ts";

const input = { domain: "*.Example.com", lookback: 31_622_400, most: 25 };
const empty = { total: 0, truncated: false, issuers: [], certificates: [] };
/** Good since ten minutes ago: the action asks about the time until now. */
const from = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 600_000).toISOString();
const issuer = "C=US, O=Let's Encrypt, CN=E7";

const expected = {
  total: 1,
  truncated: false,
  issuers: [issuer],
  certificates: [
    {
      id: "7777777777",
      issuer,
      names: ["payments.example.com", "api.example.com"],
      from,
      until: "2099-02-20T09:11:59.000Z",
      serial: "04a1f3" as string | null,
      fingerprint: null as string | null,
      revoked: null as boolean | null,
    },
  ],
};

const common = {
  action: "certificates.issued-for",
  input,
  limitedAs: "RateLimited",
  broken: html(502),
  otherShape: { body: [{ id: "many" }] },
} as const;

const row = {
  issuer_ca_id: 16_418,
  issuer_name: issuer,
  common_name: "payments.example.com",
  name_value: "payments.example.com\napi.example.com\napi.example.com",
  id: 7_777_777_777,
  entry_timestamp: "2026-11-22T09:13:00.123",
  not_before: from.slice(0, 19),
  not_after: "2099-02-20T09:11:59",
  serial_number: "04A1F3",
  result_count: 2,
};

export const crtSh: Speech = {
  ...common,
  by: "crt-sh",
  handler: crtShHandler,
  says: ({ path, query }) => {
    const right = path === "/" && query.get("output") === "json" && query.get("exclude") === "expired";
    if (!right) return html(404);
    // The precertificate and the certificate both are there, and so is one that is good since long ago.
    const old = { ...row, id: 1, serial_number: "01", not_before: "2019-01-01T00:00:00" };
    return { body: query.get("q") === "%.example.com" ? [row, { ...row }, old] : [] };
  },
  output: expected,
  notFound: { says: () => ({ body: [] }), output: empty },
  unauthorised: html(401),
  rateLimited: html(429),
};

const spotted = {
  id: "7777777777",
  tbs_sha256: "a".repeat(64),
  cert_sha256: "b".repeat(64),
  dns_names: ["payments.example.com", "api.example.com"],
  pubkey_sha256: "c".repeat(64),
  issuer: { friendly_name: "Let's Encrypt", name: issuer },
  not_before: from,
  not_after: "2099-02-20T09:11:59Z",
  revoked: false,
};

export const certSpotter: Speech = {
  ...common,
  by: "cert-spotter",
  handler: certSpotterHandler,
  says: ({ path, query, headers }) => {
    if (headers.authorization !== "Bearer cert-spotter-key-61f0") return certSpotter.unauthorised;
    const right = path === "/v1/issuances" && query.get("domain") === "example.com";
    if (!right || query.getAll("expand").join() !== "dns_names,issuer")
      return { status: 400, body: { message: "bad" } };
    // The page after the last one is empty.
    return { body: query.get("after") === null ? [spotted] : [] };
  },
  output: {
    ...expected,
    certificates: [{ ...expected.certificates[0], serial: null, fingerprint: "b".repeat(64), revoked: false }],
  },
  notFound: { says: () => ({ body: [] }), output: empty },
  unauthorised: { status: 401, body: { code: "unauthorized", message: "The API key is not valid" } },
  rateLimited: { status: 429, headers: { "retry-after": "600" }, body: { code: "rate_limited", message: "slow down" } },
};
