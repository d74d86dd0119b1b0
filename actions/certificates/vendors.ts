// Who searches the logs of certificate transparency.
import { defineVendor, secret } from "../kit/contract/index.ts";

/** Free and without a key, slow on its bad days. */
export const crtSh = defineVendor({ system: "crt-sh", secrets: {}, hosts: ["crt.sh"], permissions: [] });

export const certSpotter = defineVendor({
  system: "cert-spotter",
  secrets: { apiKey: secret("certificates/cert-spotter-key") },
  hosts: ["api.certspotter.com"],
  permissions: [],
});
