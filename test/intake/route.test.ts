// `riposte route FILE`: what would happen to a finding, in the shell and by the table as it stands.
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { settings as settingsSchema, suppression } from "../../actions/kit/contract/index.ts";
import { handler } from "../../playbooks/dispatcher/dispatcher.ts";
import { routeNow, routeOf } from "../../playbooks/dispatcher/route.ts";
import { parseFindingValue } from "../../playbooks/findings/index.ts";
import { aBatch, aSettings, type Product, startProduct } from "../support/product.ts";
import { bruteForce, publishers, triage } from "./findings.ts";
import { shell } from "./shell.ts";

const now = new Date();
const day = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString();
const hides = suppression.parse({
  id: "pentest",
  owner: "dana.kim",
  reason: "the yearly test",
  where: { address: ["203.0.113.0/24"] },
  from: day(-1),
  until: day(1),
});
const changes = { playbooks: [triage()], publishers: publishers("111122223333" as never), suppressions: [hides] };
const settings = settingsSchema.parse({ ...aSettings(), ...changes });
const parsed = (finding: object) => {
  const found = parseFindingValue(finding);
  if (!found.ok) throw new Error(found.reason);
  return found;
};

let product: Product;
beforeAll(async () => {
  product = await startProduct(changes);
});
beforeEach(() => product.reset());
afterAll(() => product.stop());

describe("a route", () => {
  test("names playbook, rule and doubts, each with its reason", () => {
    expect(routeOf(parsed(bruteForce("f", { source: "mallory" })), settings, now)).toMatchObject({
      playbook: "triage",
      because: ["no playbook is for findings of kind login-brute-force, and triage answers everything else"],
      suppression: { id: "pentest", why: `rule pentest of dana.kim hides it until ${hides.until}: the yearly test` },
      doubts: [{ sentence: "no publisher named mallory is known", forbids: false }],
      storm: expect.stringContaining("only counted"),
    });
    expect(routeOf(parsed(bruteForce("f", { severity: "critical" })), settings, now)).toMatchObject({
      suppression: null,
      notSuppressed: [{ id: "pentest", why: ["no rule hides a critical finding"] }],
      storm: "it gets through in a storm",
    });
  });

  test("is what the dispatcher then does, and writes nothing", async () => {
    const elsewhere = bruteForce("f-1", { sourceIp: "192.0.2.44" });
    const route = (finding: object) => routeNow(parsed(finding), settings, now);
    expect((await route(elsewhere)).stands).toBe("it would open a case of its own");
    expect(product.asked("DynamoDB").every(({ operation }) => operation === "GetItem")).toBe(true);
    const answer = await handler({ kind: "start", finding: elsewhere, requestedBy: null, mode: "live" });
    const caseId = "case" in answer ? answer.case : "";
    expect((await route(elsewhere)).stands).toBe(`it came before and is on ${caseId}`);
    expect((await route(bruteForce("f-2", { sourceIp: "192.0.2.44" }))).stands).toBe(
      `it would join ${caseId}, which is open`,
    );
    await handler(aBatch(bruteForce("f-3")));
    expect((await route(bruteForce("f-4"))).stands).toMatch(/^it would join case-\w+, which is open$/);
  });
});

describe("in the shell", () => {
  const sample = (path: string): string => fileURLToPath(new URL(`../findings/samples/${path}.json`, import.meta.url));

  test("says of every finding of a message what would happen", async () => {
    const { exitCode, out } = await shell("route", sample("security-hub/three-at-once"));
    expect(exitCode).toBe(0);
    expect(out).toContain("read as     impossible-travel, high, from security-hub (format security-hub)");
    expect(out).toContain("It would have a case, and impossible-travel would start.");
    expect(out).toContain("It would have a case, and triage would start.");
  });

  test("uses the configuration's own rules, and prints JSON", async () => {
    const { out } = await shell("route", sample("splunk/own-rule"), "--json");
    expect(JSON.parse(out)).toMatchObject([{ finding: { kind: "login-brute-force" }, unfit: null, stands: null }]);
  });

  test("says what would go to the dead letters, with exit 1, and refuses a file that is not there, with exit 2", async () => {
    const malformed = fileURLToPath(new URL("../../infra/local/simulators/examples/malformed.json", import.meta.url));
    expect(await shell("route", malformed)).toMatchObject({
      exitCode: 1,
      out: expect.stringMatching(/^It would go to the dead letters: \S+: expected /),
    });
    expect(await shell("route", "nowhere.json")).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining("nowhere.json cannot be read"),
    });
  });
});
