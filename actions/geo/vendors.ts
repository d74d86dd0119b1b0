// Who can say where an address is.
import { defineVendor, secret } from "../kit/contract/index.ts";

/** MaxMind's GeoIP web services; geolite.info serves free licences. */
export const maxmind = defineVendor({
  system: "maxmind",
  secrets: { account: secret("geo/maxmind-account"), licenceKey: secret("geo/maxmind-licence-key") },
  hosts: ["geoip.maxmind.com"],
  permissions: [],
});
