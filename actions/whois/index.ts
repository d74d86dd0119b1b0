// WHOIS by RDAP: to whom addresses are registered.
export { byIp } from "./by-ip/action.ts";
