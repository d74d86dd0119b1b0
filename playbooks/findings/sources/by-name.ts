// Facts of messages whose fields the customer chose: search results, documents in the Elastic Common Schema, an alert's
// context. Every name that a fact usually has, the more particular first; nested and dotted names are the same.
import { type Facts, known } from "./facts.ts";
import { isFields, listOf } from "./source.ts";

const names: Readonly<Record<keyof Facts, readonly string[]>> = {
  ip: [
    "source.ip",
    "src_ip",
    "sourceipaddress",
    "source_ip",
    "client_ip",
    "clientip",
    "client.ip",
    "remote_ip",
    "src",
    "ip_address",
    "ipaddress",
    "client.ipaddress",
    "ip",
    "p_any_ip_addresses",
  ],
  previousIp: ["previous_ip", "previousip", "last_ip", "old.ip", "prev_src_ip", "old_ip"],
  user: [
    "user.name",
    "src_user",
    "user",
    "username",
    "user_name",
    "useridentity.username",
    "actor.alternateid",
    "account_name",
    "p_any_usernames",
  ],
  email: ["user.email", "email", "user_email", "mail", "actoremail", "p_any_emails"],
  userId: ["user.id", "user_id", "useridentity.arn", "arn", "actor.id"],
  accessKey: ["aws.cloudtrail.user_identity.access_key_id", "useridentity.accesskeyid", "access_key_id", "accesskeyid"],
  at: ["@timestamp", "_time", "eventtime", "event_time", "p_event_time"],
  previousAt: ["previous_time", "previous_login_at", "last_time", "old.time", "prev_time"],
  agent: ["user_agent.original", "http_user_agent", "user_agent", "useragent"],
  application: ["application", "app", "service.name", "event.dataset", "appname"],
  operation: ["event.action", "eventname", "event_name", "operation", "api"],
  host: ["url.domain", "dest_host", "site", "host.name", "dest", "hostname", "host"],
  url: ["url.original", "url.full", "url", "uri", "uri_path", "url.path"],
  method: ["http.request.method", "http_method", "method"],
  payload: ["http.request.body.content", "payload", "matched_data", "uri_query", "url.query", "attack_sample"],
  attempts: [
    "failures",
    "failed_attempts",
    "failed_logins",
    "attempts",
    "count",
    "threshold_result.count",
    "kibana.alert.threshold_result.count",
  ],
  accounts: ["distinct_users", "users", "user_count", "dc_user", "dc(user)"],
  succeeded: ["succeeded", "success", "event.outcome", "outcome", "action"],
  blocked: ["blocked", "action", "event.action", "waf_action"],
  secret: [
    "aws.cloudtrail.request_parameters.secretid",
    "requestparameters.secretid",
    "secret_id",
    "secretid",
    "secret",
  ],
  names: [
    "tls.server.x509.subject.common_name",
    "dns_names",
    "names",
    "subject_alternative_names",
    "san",
    "requestparameters.domainname",
    "domain_name",
    "domain",
    "common_name",
    "x509.subject.common_name",
  ],
  issuer: [
    "tls.server.x509.issuer.distinguished_name",
    "x509.issuer.distinguished_name",
    "issuer_name",
    "issuer",
    "requestparameters.certificateauthorityarn",
  ],
  serial: ["tls.server.x509.serial_number", "x509.serial_number", "serial_number", "serial"],
  certificate: ["certificate_arn", "responseelements.certificatearn", "certificatearn"],
};

const succeeded: Readonly<Record<string, boolean>> = {
  success: true,
  succeeded: true,
  true: true,
  failure: false,
  failed: false,
  false: false,
};
const blocked: Readonly<Record<string, boolean>> = {
  block: true,
  blocked: true,
  deny: true,
  denied: true,
  true: true,
  allow: false,
  allowed: false,
  count: false,
  false: false,
};

/** The facts in some object of a customer's making. */
export function factsByName(value: unknown): Facts {
  const flat = flattened(value);
  const found = (fact: keyof Facts): unknown => {
    const name = names[fact].find((one) => flat.has(one));
    return name === undefined ? undefined : flat.get(name);
  };
  const single = Object.keys(names)
    .filter((fact) => fact !== "names")
    .map((fact) => [fact, listOf(found(fact as keyof Facts))[0]] as const);
  const facts = Object.fromEntries(single);
  return {
    ...known({
      ...facts,
      succeeded: said(succeeded, names.succeeded, flat),
      blocked: said(blocked, names.blocked, flat),
    }),
    names: listOf(found("names")),
  };
}

/** The first of the names whose value is one of the words. */
function said(words: Readonly<Record<string, boolean>>, from: readonly string[], flat: ReadonlyMap<string, unknown>) {
  return from
    .map((name) => String(flat.get(name)).toLowerCase())
    .filter((word) => Object.hasOwn(words, word))
    .map((word) => words[word])[0];
}

/** Deep enough for every schema there is, and small enough for hostile messages. */
const deepest = 6;
const most = 2_000;

/** Values that are no objects, by dotted name in lower case. The first of a name stays. */
function flattened(value: unknown): ReadonlyMap<string, unknown> {
  const flat = new Map<string, unknown>();
  const visit = (fields: unknown, prefix: string, depth: number): void => {
    if (!isFields(fields) || depth > deepest) return;
    for (const [name, inner] of Object.entries(fields)) {
      if (flat.size >= most) return;
      const path = `${prefix}${name.toLowerCase()}`;
      if (isFields(inner)) visit(inner, `${path}.`, depth + 1);
      else if (inner !== null && inner !== "" && !flat.has(path)) flat.set(path, inner);
    }
  };
  visit(value, "", 0);
  return flat;
}
