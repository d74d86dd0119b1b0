// WHOIS, by RDAP where there is any: to whom addresses and domains are registered.
export { byDomain } from "./by-domain/action.ts";
export { byIp } from "./by-ip/action.ts";
