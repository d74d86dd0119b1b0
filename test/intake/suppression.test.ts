// Suppression: what somebody answers for is kept and counted and starts nothing, until the rule ends; what is critical is
// never hidden, and a change of what is hidden is said.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { suppression as schema } from "../../actions/kit/contract/index.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { handler } from "../../playbooks/dispatcher/dispatcher.ts";
import { againstSuppression } from "../../playbooks/dispatcher/suppress.ts";
import { type Finding, parseFindingValue } from "../../playbooks/findings/index.ts";
import { aBatch, aFinding, type Product, startProduct } from "../support/product.ts";
import { bruteForce, deliver, injection, publishers, triage } from "./findings.ts";

const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const rule = (changes: Record<string, unknown> = {}) => ({
  id: "pentest",
  owner: "dana.kim",
  reason: "the yearly penetration test",
  where: { address: ["203.0.113.0/24"] },
  from: dayFromNow(-1),
  until: dayFromNow(7),
  ...changes,
});

let product: Product;
beforeAll(async () => {
  product = await startProduct({
    playbooks: [triage()],
    publishers: publishers("111122223333" as never),
    suppressions: [schema.parse(rule())],
  });
});
beforeEach(() => product.reset());
afterAll(() => product.stop());

const started = () => product.asked("SFN", "StartExecution");
const onlyCase = async () => {
  const cases = await caseStore().list();
  expect(cases).toHaveLength(1);
  return caseStore().view(cases[0]?.id ?? "");
};
const notes = ({ entries }: Awaited<ReturnType<typeof onlyCase>>) =>
  entries.flatMap((entry) => (entry.kind === "note" ? [entry.text] : []));

describe("what a rule hides", () => {
  test("is kept and counted on the rule's own case, once each, and starts nothing", async () => {
    const findings = Array.from({ length: 12 }, (_, at) => bruteForce(`f-${at}`));
    await deliver([...findings, ...findings]);
    const view = await onlyCase();
    expect(view.head).toMatchObject({
      title: "Suppressed by pentest: the yearly penetration test",
      playbook: "none",
      findings: 12,
      executions: [],
    });
    expect(started()).toEqual([]);
    expect(notes(view)).toEqual([expect.stringContaining("rule pentest of dana.kim hides findings until ")]);
    expect(product.asked("S3").length).toBeGreaterThanOrEqual(12);
  });

  test("is said when it changes: another kind, another account, a higher severity, a success", async () => {
    await handler(aBatch(bruteForce("f-1")));
    await handler(aBatch(bruteForce("f-2", { severity: "high" })));
    await handler(aBatch(injection("f-3")));
    await handler(aBatch(bruteForce("f-4", { succeeded: true })));
    const view = await onlyCase();
    expect(view.head).toMatchObject({ findings: 4, severity: "high", executions: [] });
    expect(notes(view).slice(1)).toEqual([
      "what rule pentest of dana.kim hides has changed: severity high",
      "what rule pentest of dana.kim hides has changed: kind sql-injection, host shop.example.com",
      expect.stringContaining("it says that an attack succeeded"),
    ]);
    expect(started()).toEqual([]);
  });

  test("is never what is critical, what another entity does, or what somebody asks for", async () => {
    await handler(
      aBatch(bruteForce("worst", { severity: "critical" }), bruteForce("other", { sourceIp: "192.0.2.44" })),
    );
    const finding = bruteForce("asked");
    await handler({ kind: "start", requestedBy: "dana.kim", mode: "live", finding });
    expect(started().length).toBeGreaterThanOrEqual(2);
    expect((await caseStore().list()).every(({ title }) => !title.startsWith("Suppressed"))).toBe(true);
  });

  test("stays where it was counted when the rule is gone, and the next is looked at", async () => {
    const hidden = [bruteForce("f-1"), bruteForce("f-2")];
    await deliver(hidden);
    product.writeSettings({ suppressions: [] });
    await deliver([...hidden, bruteForce("f-3")]);
    expect(started()).toHaveLength(1);
    expect((await caseStore().list()).map(({ findings }) => findings).sort()).toEqual([1, 2]);
  });
});

describe("a rule", () => {
  const finding = (given: Record<string, unknown>): Finding => {
    const parsed = parseFindingValue(given);
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.finding;
  };
  const against = (
    changes: Record<string, unknown>,
    given: Record<string, unknown> = bruteForce("f"),
    now = new Date(),
  ) => againstSuppression(finding(given), schema.parse(rule(changes)), now);

  test("holds when everything it lists does", () => {
    expect(
      against({ kinds: ["login-brute-force"], where: { address: ["203.0.113.7"], user: ["maria.lopez"] } }),
    ).toEqual([]);
    expect(against({ where: { address: ["2001:db8::/32"] } }, bruteForce("f", { sourceIp: "2001:db8::7" }))).toEqual(
      [],
    );
  });

  test("says why it does not hold", () => {
    expect(against({ kinds: ["sql-injection"], where: { user: ["jonas.berg"] } })).toEqual([
      "it is for findings of kind sql-injection",
      "it is for user jonas.berg, and this names maria.lopez",
    ]);
    expect(against({}, bruteForce("f"), new Date(Date.now() + 8 * 86_400_000))).toEqual([
      expect.stringContaining("it has ended at"),
    ]);
  });

  test("for one address does not hide a finding that also names another", () => {
    expect(against({ where: { address: ["198.51.100.20"] } }, aFinding())).toHaveLength(1);
  });

  const refusals: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ["without a condition on an entity", { where: {} }, "expected a condition on at least one entity"],
    ["that lasts 31 days", { until: dayFromNow(30) }, "expected an end at most 30 days after its beginning"],
    ["that ends before it begins", { until: dayFromNow(-2) }, "expected an end after its beginning"],
    ["for what is no address", { where: { address: ["everything"] } }, "expected an IP address or a block of them"],
    ["without an owner", { owner: "" }, "owner"],
    ["without a reason", { reason: "" }, "reason"],
    ["with a condition nobody knows", { where: { adress: ["203.0.113.7"] } }, "adress"],
  ];
  test.each(refusals)("refuses one %s", (_, changes, words) => {
    const parsed = schema.safeParse(rule(changes));
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toContain(words);
  });
});
