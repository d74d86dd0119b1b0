// VirusTotal: what security vendors' engines say.
export { checkIp } from "./check-ip/action.ts";
