// https://docs.greynoise.io/reference/get_v3-community-ip
import { handler } from "../../../actions/greynoise/check-ip/handler.ts";
import type { Speech } from "./speech.ts";

const unobserved = {
  status: 404,
  body: {
    ip: "8.8.8.8",
    noise: false,
    riot: false,
    message: "IP not observed scanning the internet or contained in RIOT data set.",
  },
};

export const greynoise: Speech = {
  action: "greynoise.check-ip",
  handler,
  input: { ip: "8.8.8.8" },
  says: ({ path, headers }) => {
    if (headers.key !== "greynoise-key-3b8e10") return greynoise.unauthorised;
    if (path !== "/v3/community/8.8.8.8") return unobserved;
    return {
      body: {
        ip: "8.8.8.8",
        noise: false,
        riot: true,
        classification: "benign",
        name: "Google Public DNS",
        link: "https://viz.greynoise.io/ip/8.8.8.8",
        last_seen: "2026-11-21",
        message: "Success",
      },
    };
  },
  output: {
    seen: true,
    scanner: false,
    commonService: true,
    classification: "benign",
    name: "Google Public DNS",
    lastSeen: "2026-11-21",
  },
  notFound: {
    says: () => unobserved,
    output: {
      seen: false,
      scanner: false,
      commonService: false,
      classification: "unknown",
      name: null,
      lastSeen: null,
    },
  },
  unauthorised: { status: 401, body: { message: "Invalid API key" } },
  rateLimited: { status: 429, body: { plan: "unauthenticated", message: "You have hit your daily rate limit" } },
  limitedAs: "RateLimited",
  broken: { status: 500, body: { message: "internal error" } },
  otherShape: { body: { ip: "8.8.8.8", noise: "perhaps" } },
};
