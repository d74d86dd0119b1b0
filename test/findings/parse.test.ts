import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Finding, parseFinding } from "../../playbooks/findings/index.ts";
import { aFinding } from "../support/product.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const parse = (changes: Record<string, unknown>) => parseFinding(JSON.stringify(aFinding(changes, now)));
const found = (text: string): Finding => {
  const parsed = parseFinding(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.finding;
};

describe("Riposte's own JSON", () => {
  test("is taken as it is", () => {
    expect(found(JSON.stringify(aFinding({}, now)))).toEqual(aFinding({}, now));
  });

  test("may leave out what has an obvious value", () => {
    const { id, kind, title, severity, detectedAt, source, user, sourceIp, loginAt } = aFinding({}, now);
    expect(
      found(
        JSON.stringify({ id, kind, title, severity, detectedAt, source, user: { name: user.name }, sourceIp, loginAt }),
      ),
    ).toEqual({
      ...aFinding({}, now),
      description: "",
      firstSeen: detectedAt,
      lastSeen: detectedAt,
      account: null,
      region: null,
      user: { name: "maria.lopez", email: null, id: null },
      previousIp: null,
      previousLoginAt: null,
    });
  });

  test("may be of no kind of ours, and then is unclassified", () => {
    expect(found(JSON.stringify(aFinding({ kind: "unclassified" }, now)))).toMatchObject({
      kind: "unclassified",
      type: null,
    });
  });
});

describe("a reason names the field, what was expected and what was seen", () => {
  const reasons: readonly (readonly [Record<string, unknown>, string])[] = [
    [{ sourceIp: "banana" }, 'sourceIp: expected an IP address, saw "banana"'],
    [{ sourceIp: undefined }, "sourceIp: expected an IP address, but it is missing"],
    [{ user: {} }, "user.name: expected a text, but it is missing"],
    [{ severity: "urgent" }, 'severity: expected one of informational, low, medium, high, critical, saw "urgent"'],
    [
      { detectedAt: "yesterday" },
      'detectedAt: expected a time with a zone such as "2026-11-22T10:00:00Z", saw "yesterday"',
    ],
    [{ resources: ["a", 7] }, "resources[1]: expected a text, saw 7"],
    [{ account: "42" }, 'account: expected an AWS account of twelve digits, or null, saw "42"'],
    [
      { kind: "bad-mood" },
      'kind: expected "impossible-travel" or "login-brute-force" or "sql-injection" or "credential-access" or "certificate-issued" or "unclassified", saw "bad-mood"',
    ],
    [{ id: "", sourceIp: 7 }, 'id: expected a text of 1 to 300 characters, saw "" (and 1 more)'],
    [{ title: "x".repeat(301) }, `title: expected a text of 1 to 300 characters, saw "${"x".repeat(56)}…"`],
    [{ title: `\u202e\u0007${"x".repeat(400)}` }, "title: expected a text of 1 to 300 characters, saw"],
  ];
  for (const [changes, reason] of reasons) {
    test(`refuses ${JSON.stringify(changes).slice(0, 60)}`, () => {
      const parsed = parse(changes);
      expect(parsed).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
      expect(JSON.stringify(parsed)).not.toMatch(/[\u0000-\u001f\u202e]/);
    });
  }

  test("refuses what is no JSON, no object, of no known format, or too long", () => {
    expect(parseFinding("{nonsense")).toMatchObject({ reason: expect.stringContaining("not JSON") });
    expect(parseFinding("[1]")).toMatchObject({ reason: "expected a finding as a JSON object, saw a list of 1" });
    expect(parseFinding("{}")).toMatchObject({ reason: expect.stringContaining("kind: expected") });
    expect(parseFinding('{"kind":"__proto__"}')).toMatchObject({ ok: false });
    expect(parseFinding(" ".repeat(2_000_000))).toMatchObject({ reason: expect.stringContaining("at most") });
  });
});

const guardduty = (detail: Record<string, unknown> = {}) => ({
  version: "0",
  id: "e1",
  "detail-type": "GuardDuty Finding",
  source: "aws.guardduty",
  account: "111122223333",
  time: "2026-11-22T10:00:00Z",
  region: "eu-west-1",
  resources: [],
  detail: {
    schemaVersion: "2.0",
    accountId: "111122223333",
    region: "eu-west-1",
    id: "f1",
    arn: "arn:aws:guardduty:eu-west-1:111122223333:detector/d1/finding/f1",
    type: "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
    severity: 5,
    createdAt: "2026-11-22T09:58:00.000Z",
    updatedAt: "2026-11-22T09:59:00.000Z",
    title: "t",
    description: "d",
    resource: { resourceType: "AccessKey", accessKeyDetails: { userType: "IAMUser", userName: "alice" } },
    service: {
      serviceName: "guardduty",
      count: 2,
      eventFirstSeen: "2026-11-22T09:00:00Z",
      eventLastSeen: "2026-11-22T09:58:00Z",
      action: {
        actionType: "AWS_API_CALL",
        awsApiCallAction: {
          api: "ConsoleLogin",
          serviceName: "signin.amazonaws.com",
          remoteIpDetails: { ipAddressV4: "203.0.113.7" },
        },
      },
    },
    ...detail,
  },
});

describe("GuardDuty's event", () => {
  test("of console logins far apart is impossible travel", () => {
    expect(found(JSON.stringify(guardduty()))).toEqual({
      id: "f1",
      version: "2026-11-22T09:59:00.000Z",
      kind: "impossible-travel",
      title: "t",
      description: "d",
      severity: "medium",
      detectedAt: "2026-11-22T09:59:00.000Z",
      firstSeen: "2026-11-22T09:00:00Z",
      lastSeen: "2026-11-22T09:58:00Z",
      source: "guardduty",
      account: "111122223333",
      region: "eu-west-1",
      resources: ["arn:aws:guardduty:eu-west-1:111122223333:detector/d1/finding/f1"],
      tags: [],
      user: { name: "alice", email: null, id: null },
      sourceIp: "203.0.113.7",
      loginAt: "2026-11-22T09:58:00Z",
      previousIp: null,
      previousLoginAt: "2026-11-22T09:00:00Z",
      userAgent: null,
      application: "signin.amazonaws.com",
    });
  });

  test("of any other type is unclassified and keeps its type", () => {
    expect(found(JSON.stringify(guardduty({ type: "Recon:EC2/PortProbe" })))).toMatchObject({
      kind: "unclassified",
      type: "Recon:EC2/PortProbe",
    });
  });

  test("without an address is unclassified", () => {
    expect(found(JSON.stringify(guardduty({ service: {} })))).toMatchObject({ kind: "unclassified" });
  });

  for (const [severity, ours] of [
    [1, "low"],
    [3.9, "low"],
    [4, "medium"],
    [7, "high"],
    [8.9, "high"],
    [9, "critical"],
    [10, "critical"],
  ] as const) {
    test(`of severity ${severity} is ${ours}`, () => {
      expect(found(JSON.stringify(guardduty({ severity })))).toMatchObject({ severity: ours });
    });
  }

  test("that is archived is kept, and is nobody's business any more", () => {
    const service = { ...guardduty().detail.service, archived: true };
    expect(found(JSON.stringify(guardduty({ service })))).toMatchObject({
      kind: "unclassified",
      severity: "informational",
      tags: ["closed-by-publisher"],
    });
  });

  for (const severity of [0, 11, "7", null, Number.NaN]) {
    test(`refuses severity ${severity}`, () => {
      expect(parseFinding(JSON.stringify(guardduty({ severity })))).toMatchObject({ ok: false });
    });
  }
});

describe("severities", () => {
  const sample = (path: string): Record<string, unknown> =>
    JSON.parse(readFileSync(new URL(`samples/${path}.json`, import.meta.url), "utf8"));
  const asff = (severity: object) => ({ ...sample("security-hub/bare-certificate"), Severity: severity });
  const elastic = (changes: object) => ({ ...sample("elastic/certificate-issued"), ...changes });
  const splunk = (urgency: unknown) => {
    const message = sample("splunk/brute-force-of-stats");
    return { ...message, result: { ...(message.result as object), urgency } };
  };
  const all: readonly (readonly [string, object, string])[] = [
    ...["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"].flatMap((label): [string, object, string][] => [
      [`ASFF ${label}`, asff({ Label: label }), label.toLowerCase()],
      [
        `Panther ${label}`,
        { ...sample("panther/brute-force"), severity: label.replace("RMATIONAL", "") },
        label.toLowerCase(),
      ],
      [`Splunk ${label}`, splunk(label), label.toLowerCase()],
    ]),
    ...(
      [
        0,
        "informational",
        1,
        "low",
        39,
        "low",
        40,
        "medium",
        69,
        "medium",
        70,
        "high",
        89,
        "high",
        90,
        "critical",
      ] as const
    ).flatMap((value, at, list): [string, object, string][] =>
      typeof value === "number" ? [[`ASFF ${value}`, asff({ Normalized: value }), String(list[at + 1])]] : [],
    ),
    ...["medium", "informational", "low", "medium", "high", "critical", "critical"].map(
      (ours, id): [string, object, string] => [
        `OCSF ${id}`,
        { ...sample("ocsf/impossible-travel"), severity_id: id },
        ours,
      ],
    ),
    ["OCSF 99", { ...sample("ocsf/impossible-travel"), severity_id: 99 }, "medium"],
    ...["low", "medium", "high", "critical"].map((word): [string, object, string] => [
      `Elastic ${word}`,
      elastic({ "kibana.alert.severity": word }),
      word,
    ]),
    ...([21, "low", 47, "medium", 73, "high", 99, "critical"] as const).flatMap(
      (score, at, list): [string, object, string][] =>
        typeof score === "number"
          ? [
              [
                `Elastic ${score}`,
                elastic({ "kibana.alert.severity": undefined, "kibana.alert.risk_score": score }),
                String(list[at + 1]),
              ],
            ]
          : [],
    ),
    ...["critical", "high", "medium", "low", "informational"].map((ours, at): [string, object, string] => [
      `OpenSearch ${at + 1}`,
      { ...sample("opensearch/sql-injection"), severity: String(at + 1) },
      ours,
    ]),
    ["Splunk unknown", splunk("unknown"), "medium"],
    ["Splunk nothing", splunk(undefined), "medium"],
  ];
  test.each(all)("of %s", (_, message, severity) => {
    expect(found(JSON.stringify(message)).severity).toBe(severity);
  });
});

describe("a rule of one's own", () => {
  const message = () => readFileSync(new URL("samples/splunk/own-rule.json", import.meta.url), "utf8");

  test("is unclassified until the configuration says what kind it is of", () => {
    expect(parseFinding(message())).toMatchObject({ ok: true, finding: { kind: "unclassified", type: "CORP-0042" } });
    expect(parseFinding(message(), { "CORP-0042": "login-brute-force" })).toMatchObject({
      ok: true,
      unfit: null,
      finding: { kind: "login-brute-force", sourceIp: "203.0.113.7", attempts: 9 },
    });
  });

  test("whose findings lack what the kind needs is heard all the same, and says what is missing", () => {
    expect(parseFinding(message(), { "CORP-0042": "certificate-issued" })).toMatchObject({
      ok: true,
      finding: { kind: "unclassified" },
      unfit: expect.stringContaining("its detection is of kind certificate-issued, but names: expected"),
    });
    expect(parseFinding(message(), { "CORP-0042": "bad-mood" })).toMatchObject({
      ok: true,
      unfit: expect.stringContaining('saw "bad-mood"'),
    });
  });
});

test("a title that an attacker may have written chooses no kind", () => {
  const message = JSON.parse(readFileSync(new URL("samples/panther/brute-force.json", import.meta.url), "utf8"));
  expect(
    found(JSON.stringify({ ...message, id: "x", name: "x", title: "SQL injection", description: "SQL injection" })),
  ).toMatchObject({
    kind: "unclassified",
  });
});

describe("whatever arrives", () => {
  const samples = [aFinding({}, now), guardduty()];

  test("becomes a finding or a reason, never an exception", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        (sample, mutations) => {
          const value = mutations.reduce<unknown>(
            (mutated, { at, to }) => replace(mutated, at, to),
            structuredClone(sample),
          );
          const parsed = parseFinding(JSON.stringify(value));
          return parsed.ok ? parsed.finding.id.length > 0 : parsed.reason.length > 0 && parsed.reason.length <= 1_000;
        },
      ),
      { numRuns: 1_500 },
    );
    fc.assert(fc.property(fc.string(), (text) => typeof parseFinding(text).ok === "boolean"));
    fc.assert(fc.property(fc.json(), (text) => typeof parseFinding(text).ok === "boolean"));
  });
});

const mutation = fc.record({
  at: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 5 }),
  to: fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.string({ maxLength: 5_000 })),
});

/** Puts a value at some place in a tree: each number picks one of the fields there are. */
function replace(value: unknown, [first = 0, ...rest]: readonly number[], to: unknown): unknown {
  if (typeof value !== "object" || value === null) return to;
  const names = Object.keys(value);
  const name = names[first % Math.max(names.length, 1)];
  if (name === undefined) return to;
  const fields = value as Record<string, unknown>;
  fields[name] = rest.length === 0 ? to : replace(fields[name], rest, to);
  return value;
}
