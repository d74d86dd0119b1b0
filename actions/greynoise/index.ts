// GreyNoise: who scans the whole internet, and who is known to be harmless.
export { checkIp } from "./check-ip/action.ts";
