// SIEMs that can answer. Where one is has to be said by the operator: RIPOSTE_BASE_URL_SIEM.
import { defineVendor, secret } from "../kit/contract/index.ts";

export const splunk = defineVendor({
  system: "splunk",
  secrets: { token: secret("siem/splunk-token") },
  hosts: ["*.splunkcloud.com"],
  permissions: [],
});

/** Logs in the Elastic Common Schema; the key is the encoded one, as Kibana shows it. */
export const elastic = defineVendor({
  system: "elastic",
  secrets: { apiKey: secret("siem/elastic-api-key") },
  hosts: ["*.elastic-cloud.com"],
  permissions: [],
});

/** The same schema in OpenSearch, where a user of the fine-grained access control asks. */
export const opensearch = defineVendor({
  system: "opensearch",
  secrets: { user: secret("siem/opensearch-user"), password: secret("siem/opensearch-password") },
  hosts: ["*.es.amazonaws.com"],
  permissions: [],
});
