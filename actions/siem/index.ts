// The SIEM: what was seen, by whom and from where. One contract a question; the bound vendor answers it.
export { eventsByIp } from "./events-by-ip/action.ts";
export { loginsOf } from "./logins-of/action.ts";
