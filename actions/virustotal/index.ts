// VirusTotal: what security vendors' engines say.
export { checkDomain } from "./check-domain/action.ts";
export { checkFile } from "./check-file/action.ts";
export { checkIp } from "./check-ip/action.ts";
