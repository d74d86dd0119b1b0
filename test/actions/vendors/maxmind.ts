// https://dev.maxmind.com/geoip/docs/web-services/responses/
import { expect } from "vitest";
import { handler } from "../../../actions/geo/compare-logins/maxmind.ts";
import { html, type Speech } from "./speech.ts";

const error = { "content-type": "application/vnd.maxmind.com-error+json; charset=UTF-8; version=2.0" };
export const problem = (status: number, code: string) => ({
  status,
  headers: error,
  body: { code, error: "in words" },
});

export const city = (name: string, country: string, latitude: number, longitude: number, traits: object = {}) => ({
  body: {
    city: { names: { en: name } },
    country: { iso_code: country, names: { en: country } },
    location: { latitude, longitude, accuracy_radius: 20, time_zone: "Etc/UTC" },
    traits: { autonomous_system_number: 64_500, organization: "Example", network: "203.0.113.0/24", ...traits },
    maxmind: { queries_remaining: 54_321 },
  },
});

const basic = `Basic ${Buffer.from("123456:mm-licence-aa17f3").toString("base64")}`;

export const maxmind: Speech = {
  action: "geo.compare-logins",
  by: "maxmind",
  handler,
  input: {
    ip: "203.0.113.7",
    at: "2026-11-22T10:40:00Z",
    previousIp: "203.0.112.9",
    previousAt: "2026-11-22T10:00:00Z",
    speedKmh: 900,
    minDistanceKm: 500,
    anonymisersExplain: false,
  },
  says: ({ path, headers }) => {
    if (headers.authorization !== basic) return maxmind.unauthorised;
    if (path === "/geoip/v2.1/city/203.0.113.7")
      return city("Singapore", "SG", 1.2897, 103.8501, { is_hosting_provider: true });
    if (path === "/geoip/v2.1/city/203.0.112.9") return city("Lisbon", "PT", 38.7167, -9.1333);
    return problem(404, "IP_ADDRESS_NOT_FOUND");
  },
  output: {
    current: {
      ip: "203.0.113.7",
      place: { latitude: 1.2897, longitude: 103.8501, radiusKm: 20, city: "Singapore", country: "SG" },
      network: "203.0.113.0/24",
      autonomousSystem: 64_500,
      organisation: "Example",
      anonymity: ["hosting"],
    },
    previous: {
      ip: "203.0.112.9",
      place: { latitude: 38.7167, longitude: -9.1333, radiusKm: 20, city: "Lisbon", country: "PT" },
      network: "203.0.113.0/24",
      autonomousSystem: 64_500,
      organisation: "Example",
      anonymity: [],
    },
    distanceKm: 11_845.4,
    hours: 0.667,
    speedKmh: 17_768.2,
    impossible: true,
    explained: false,
    explanation: null,
    insufficient: null,
  },
  notFound: {
    says: () => problem(404, "IP_ADDRESS_NOT_FOUND"),
    output: expect.objectContaining({
      impossible: false,
      explained: false,
      insufficient: expect.stringContaining("is not known"),
    }),
  },
  unauthorised: problem(401, "AUTHORIZATION_INVALID"),
  rateLimited: problem(402, "OUT_OF_QUERIES"),
  limitedAs: "QuotaExhausted",
  broken: html(503),
  otherShape: { body: { location: { latitude: "north" } } },
};
