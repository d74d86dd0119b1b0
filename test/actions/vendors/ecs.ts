// Elasticsearch's and OpenSearch's search API, in the Elastic Common Schema: what Splunk is asked, asked of them.
import type { Handler } from "../../../actions/kit/runtime/work.ts";
import type { Reply, Speaks } from "../support/server.ts";
import type { Speech } from "./speech.ts";
import { splunkAccessKey, splunkEvents, splunkFailed, splunkLogins, splunkPrincipal, splunkWeb } from "./splunk.ts";

const problem = (status: number, type: string, reason: string) => ({
  status,
  body: { error: { root_cause: [{ type, reason }], type, reason }, status },
});

type Fields = Readonly<Record<string, readonly (string | number)[]>>;

const hits = (documents: readonly Fields[]): Reply => ({
  body: {
    took: 4,
    timed_out: false,
    _shards: { total: 5, successful: 5, skipped: 0, failed: 0 },
    hits: {
      max_score: null,
      hits: documents.map((fields, at) => ({ _index: "auth", _id: `d-${at}`, _score: null, fields, sort: [1 - at] })),
    },
  },
});

const authorizations: Readonly<Record<string, string>> = {
  elastic: "ApiKey elastic-key-51bd9e02",
  opensearch: `Basic ${Buffer.from("riposte-user:opensearch-password-c4").toString("base64")}`,
};

const term = (name: string, value: string) => ({ term: { [name]: { value } } });
const either = (...should: readonly object[]) => ({ bool: { should, minimum_should_match: 1 } });
const since = (seconds: number) => ({ range: { "@timestamp": { gte: `now-${seconds}s`, lte: "now" } } });

const searched =
  (by: string, filter: readonly object[], documents: readonly Fields[]): Speaks =>
  ({ method, path, headers, body }) => {
    if (headers.authorization !== authorizations[by]) return common.unauthorised;
    const query = JSON.stringify((JSON.parse(body) as { query: object }).query);
    const right = method === "POST" && path === "/auth/_search" && query === JSON.stringify({ bool: { filter } });
    return right ? hits(documents) : problem(400, "parsing_exception", `not what was expected: ${query}`);
  };

const common = {
  unauthorised: problem(401, "security_exception", "unable to authenticate"),
  rateLimited: problem(429, "es_rejected_execution_exception", "rejected execution of coordinating operation"),
  limitedAs: "RateLimited",
  broken: problem(503, "search_phase_execution_exception", "all shards failed"),
  otherShape: { body: { took: 1, timed_out: false, hits: { hits: [] } } },
} as const;

const user = either(term("user.name", "maria.lopez"), term("user.id", "arn:aws:iam::111122223333:user/maria.lopez"));
const authentication = term("event.category", "authentication");

const trail: Fields = {
  "@timestamp": ["2026-11-22T10:39:00.000Z"],
  "event.dataset": ["aws:cloudtrail"],
  "user.name": ["maria.lopez"],
  "source.ip": ["203.0.113.7"],
  "event.outcome": ["success"],
  "service.name": ["iam.amazonaws.com"],
  "event.action": ["ListAccessKeys"],
  "user_agent.original": ["aws-cli/2.31.4"],
};
const waf: Fields = {
  "@timestamp": ["2026-11-10T09:15:00.000Z"],
  "event.dataset": ["aws:waf"],
  "event.outcome": ["blocked"],
  "url.path": ["/login"],
};
const logins: readonly Fields[] = [
  {
    "@timestamp": ["2026-11-22T10:38:00.000Z"],
    "event.outcome": ["failure"],
    "service.name": ["SSO"],
    "labels.mfa": ["true"],
    "event.reason": ["second factor not answered"],
  },
  {
    "@timestamp": ["2026-11-22T10:00:00.000Z"],
    "event.outcome": ["success"],
    "source.ip": ["198.51.100.20"],
    "event.provider": ["SSO"],
    "device.id": ["dev-5f1c"],
    "device.model.name": ["LIS-MAC-0412"],
    "labels.device_managed": ["true"],
    "labels.session_id": ["idx-71d2"],
    "labels.mfa": ["true"],
    "labels.mfa_factor": ["fido2"],
    "user_agent.original": ["Mozilla/5.0"],
    "source.geo.country_iso_code": ["PT"],
    "source.geo.city_name": ["Lisbon"],
  },
];
const failure: Fields = {
  "@timestamp": ["2026-11-22T10:30:00.000Z"],
  "user.name": ["aiko.tanaka"],
  "source.ip": ["203.0.113.66"],
  "service.name": ["Example Webmail"],
  "event.reason": ["wrong password"],
};
const requests: readonly Fields[] = [
  {
    "@timestamp": ["2026-11-22T10:31:00.000Z"],
    "http.request.method": ["GET"],
    "url.domain": ["www.example.com"],
    "url.path": ["/products"],
    "url.query": ["id=1%27%20AND%20SLEEP(5)--"],
    "http.response.status_code": [200],
    "http.response.bytes": [48_213],
    "event.duration": [5_021_000_000],
    "event.outcome": ["allowed"],
    "user_agent.original": ["sqlmap/1.9.4"],
  },
  {
    "@timestamp": ["2026-11-22T10:30:00.000Z"],
    "url.path": ["/products?id=1"],
    "http.response.status_code": [500],
    "http.response.body.bytes": [10],
  },
];

const failedSays =
  (by: string): Speaks =>
  (asked) => {
    const outcome = asked.body.includes('"success"') ? "success" : "failure";
    const who = [term("source.ip", "203.0.113.66"), term("user.name", "aiko.tanaka"), term("event.outcome", outcome)];
    const success = { ...failure, "@timestamp": ["2026-11-22T10:31:00.000Z"] };
    return searched(by, [since(3_600), authentication, ...who], [outcome === "success" ? success : failure])(asked);
  };

const asked: readonly (readonly [like: Speech, says: (by: string) => Speaks])[] = [
  [splunkEvents, (by) => searched(by, [since(2_592_000), term("source.ip", "203.0.113.7")], [trail, waf])],
  [splunkPrincipal, (by) => searched(by, [since(604_800), user], [trail, waf])],
  [
    splunkAccessKey,
    (by) =>
      searched(by, [since(3_600), term("aws.cloudtrail.user_identity.access_key_id", "AKIAEXAMPLEMARIA0001")], [trail]),
  ],
  [splunkLogins, (by) => searched(by, [since(604_800), authentication, user], logins)],
  [splunkFailed, failedSays],
  [
    splunkWeb,
    (by) => searched(by, [since(3_600), term("event.category", "web"), term("source.ip", "203.0.113.66")], requests),
  ],
];

/** Every question of the contract, to each of the two: the answers are Splunk's, word for word. */
export const ecsSpeeches: readonly Speech[] = await Promise.all(
  ["elastic", "opensearch"].flatMap((by) =>
    asked.map(async ([like, says]): Promise<Speech> => {
      const path = `../../../actions/${like.action.replace(".", "/")}/${by}.ts`;
      const { handler } = (await import(path)) as { handler: Handler };
      if (!("output" in like.notFound)) throw new Error(`${like.action} answers what is not known`);
      const notFound = { says: () => hits([]), output: like.notFound.output };
      return {
        ...common,
        action: like.action,
        by,
        handler,
        input: like.input,
        output: like.output,
        says: says(by),
        notFound,
      };
    }),
  ),
);
