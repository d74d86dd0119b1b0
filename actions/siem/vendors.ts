// SIEMs that can answer. Where one is has to be said by the operator: RIPOSTE_BASE_URL_SIEM.
import { defineVendor, secret } from "../kit/contract/index.ts";

export const splunk = defineVendor({
  system: "splunk",
  secrets: { token: secret("siem/splunk-token") },
  hosts: ["*.splunkcloud.com"],
  permissions: [],
});
