// AbuseIPDB's APIv2: the check endpoint, with its daily quota in the headers.
import ipaddr from "ipaddr.js";
import type { Clock } from "../clock.ts";
import type { WireHandler, WireRequest, WireResponse } from "../wire.ts";
import { json } from "./answers.ts";
import type { AbuseReport, Reputation } from "./organisation/reputations.ts";
import { before, canonicalAddress, type Organisation } from "./organisation.ts";
import { simulatedSecrets } from "./secrets.ts";
import { dailyLimitExceeded, vendorFailure } from "./vendor-failures.ts";

export interface AbuseipdbOptions {
  readonly clock: Clock;
  readonly organisation: Organisation;
  /** Checks a day; the premium plan's by default. */
  readonly dailyLimit?: number;
}

export function createAbuseipdb({ clock, organisation, dailyLimit = 50_000 }: AbuseipdbOptions): WireHandler {
  const quota = dailyQuota(clock, dailyLimit);
  return async (request) => {
    const html = !/json|\*\/\*/.test(request.headers.accept ?? "");
    if (request.path !== "/api/v2/check") return notFound(html);
    if (request.method !== "GET") return refusal(405, `The ${request.method} method is not supported for this route.`);
    if (request.headers.key !== simulatedSecrets["abuseipdb/api-key"]) {
      return vendorFailure("abuseipdb", "401", clock.now());
    }
    const wrong = invalidQuery(request.query);
    if (wrong) return refusal(422, wrong.detail, wrong.parameter);
    const headers = quota.take();
    if (headers === null) return dailyLimitExceeded(dailyLimit, clock.now());
    return json(200, { data: check(request, organisation) }, headers);
  };
}

function check({ query }: WireRequest, organisation: Organisation): object {
  const ip = canonicalAddress(query.get("ipAddress") ?? "") ?? "";
  const parsed = ipaddr.parse(ip);
  const network = organisation.networkOf(ip);
  const reputation = organisation.reputationOf(ip);
  const isPublic = network !== null || parsed.range() === "unicast";
  const oldest = Number(query.get("maxAgeInDays") ?? "30") * 1_440;
  const latest = reputation?.latest.filter(({ minutesAgo }) => minutesAgo <= oldest) ?? [];
  const counted = latest.length > 0 ? reputation : null;
  const now = organisation.now();
  return {
    ipAddress: ip,
    isPublic,
    ipVersion: parsed.kind() === "ipv4" ? 4 : 6,
    isWhitelisted: reputation ? reputation.whitelisted : null,
    abuseConfidenceScore: counted?.abuseScore ?? 0,
    countryCode: network?.territory.code ?? null,
    ...(query.has("verbose") ? { countryName: network?.territory.name ?? null } : {}),
    usageType: isPublic ? (network?.usage ?? null) : "Reserved",
    isp: network?.holder.name ?? null,
    domain: network?.domain ?? null,
    hostnames: [],
    isTor: network?.anonymity.tor ?? false,
    totalReports: counted?.reports ?? 0,
    numDistinctUsers: counted?.reporters ?? 0,
    lastReportedAt: latest[0] ? reportedAt(now, latest[0]) : null,
    ...(query.has("verbose") ? { reports: reportsOf(now, counted, latest) } : {}),
  };
}

const reportsOf = (now: number, reputation: Reputation | null, latest: readonly AbuseReport[]): readonly object[] =>
  reputation === null
    ? []
    : latest.map((report) => ({
        reportedAt: reportedAt(now, report),
        comment: report.comment,
        categories: report.categories,
        reporterId: report.reporter,
        reporterCountryCode: report.reporterCountry,
        reporterCountryName: new Intl.DisplayNames("en", { type: "region" }).of(report.reporterCountry),
      }));

// Whole seconds with an offset, as PHP writes them.
const reportedAt = (now: number, { minutesAgo }: AbuseReport): string =>
  before(now, minutesAgo)
    .toISOString()
    .replace(/\.\d{3}Z$/, "+00:00");

function invalidQuery(query: URLSearchParams): { detail: string; parameter: string } | null {
  const ip = query.get("ipAddress");
  if (ip === null || ip === "") return { detail: "The ip address field is required.", parameter: "ipAddress" };
  if (canonicalAddress(ip) === null) {
    return {
      detail: "The ip address must be a valid IPv4 or IPv6 address (e.g. 8.8.8.8 or 2001:4860:4860::8888).",
      parameter: "ipAddress",
    };
  }
  const age = query.get("maxAgeInDays") ?? "30";
  const parameter = "maxAgeInDays";
  if (!/^\d+$/.test(age)) return { detail: "The max age in days must be an integer.", parameter };
  if (Number(age) < 1 || Number(age) > 365)
    return { detail: "The max age in days must be between 1 and 365.", parameter };
  return null;
}

const refusal = (status: number, detail: string, parameter?: string): WireResponse =>
  json(status, { errors: [{ detail, status, ...(parameter ? { source: { parameter } } : {}) }] });

// Without `Accept: application/json` this vendor shows a page.
const notFound = (html: boolean): WireResponse =>
  html
    ? {
        status: 404,
        headers: { "content-type": "text/html; charset=UTF-8" },
        body: "<!DOCTYPE html><title>Not Found</title>\n",
      }
    : refusal(404, "The requested resource was not found.");

function dailyQuota(clock: Clock, limit: number) {
  let day = 0;
  let used = 0;
  return {
    /** Spends one check: the headers of its answer, or null when nothing is left. */
    take(): Record<string, string> | null {
      const today = Math.floor(clock.now() / 86_400_000);
      if (today !== day) {
        day = today;
        used = 0;
      }
      if (used >= limit) return null;
      used += 1;
      return { "x-ratelimit-limit": String(limit), "x-ratelimit-remaining": String(limit - used) };
    },
  };
}
