// AbuseIPDB: reports of abuse by address.
export { checkIp } from "./check-ip/action.ts";
