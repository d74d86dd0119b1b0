// The SIEM: what was seen, by whom and from where. One contract a question; the bound vendor answers it.
export { eventsByAccessKey } from "./events-by-access-key/action.ts";
export { eventsByIp } from "./events-by-ip/action.ts";
export { eventsByPrincipal } from "./events-by-principal/action.ts";
export { failedLogins } from "./failed-logins/action.ts";
export { loginsOf } from "./logins-of/action.ts";
export { webRequests } from "./web-requests/action.ts";
