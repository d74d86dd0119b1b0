import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { handler as addEvidence } from "../../../actions/cases/add-evidence/handler.ts";
import { handler as setSeverity } from "../../../actions/cases/set-severity/handler.ts";
import { handler as setVerdict } from "../../../actions/cases/set-verdict/handler.ts";
import { caseStore } from "../../../actions/kit/runtime/case-store/index.ts";
import { handler as dispatcher } from "../../../playbooks/dispatcher/dispatcher.ts";
import { aBatch, aFinding, type Product, startProduct } from "../../support/product.ts";

let product: Product;
let id: string;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(async () => {
  await product.reset();
  await dispatcher(aBatch(aFinding()));
  id = (await caseStore().list())[0]?.id ?? "";
});
afterAll(() => product.stop());

const call = (step: string, mode: "live" | "dry-run" = "live") => ({
  execution: "run-1",
  playbook: "impossible-travel",
  version: "v1",
  step,
  item: null,
  case: id,
  mode,
});
const section = (
  step: string,
  status: "succeeded" | "failed" | "skipped",
  output: unknown = null,
  simulated = false,
) => ({
  step,
  action: "abuseipdb.check-ip",
  status,
  output,
  error: status === "succeeded" ? null : { name: "RateLimited", cause: "429" },
  simulated,
});
const entries = async () => (await caseStore().view(id)).entries.slice(1);

describe("cases.add-evidence", () => {
  test("puts what answered and what did not onto the case, once per call", async () => {
    const input = { sections: [section("a", "succeeded", { score: 98 }, true), section("b", "failed")] };
    const event = { input, call: call("evidence") };
    expect(await addEvidence(event)).toEqual({ output: { entry: "evidence:run-1/evidence" }, simulated: false });
    await addEvidence(event);
    expect(await entries()).toMatchObject([{ kind: "evidence", simulated: true, sections: input.sections }]);
    expect((await caseStore().view(id)).head.simulated).toBe(true);
  });

  test("cuts long texts and says so", async () => {
    await addEvidence({
      input: { sections: [section("a", "succeeded", { text: ["y".repeat(9_000)] })] },
      call: call("evidence"),
    });
    expect(JSON.stringify(await entries())).toContain("… (5000 characters more)");
  });

  test("writes nothing in a dry run", async () => {
    product.noted.length = 0;
    const event = { input: { sections: [section("a", "succeeded")] }, call: call("evidence", "dry-run") };
    expect(await addEvidence(event)).toMatchObject({ output: { entry: "dry-run:evidence" } });
    expect(product.noted).toEqual([]);
  });
});

describe("cases.set-verdict", () => {
  const verdict = (value: string, because: unknown[]) =>
    setVerdict({ input: { verdict: value, because }, call: call("mark") });

  test("writes a clean verdict when every source named answered", async () => {
    await verdict("clean", [section("travel", "succeeded"), section("abuse", "succeeded")]);
    expect(await entries()).toMatchObject([{ kind: "verdict", verdict: "clean", because: ["travel", "abuse"] }]);
    expect((await caseStore().head(id))?.verdict).toBe("clean");
  });

  for (const status of ["failed", "skipped"] as const) {
    test(`refuses a clean verdict when a source ${status}`, async () => {
      const refused = verdict("clean", [section("travel", "succeeded"), section("abuse", status)]);
      await expect(refused).rejects.toMatchObject({ name: "Refused", message: expect.stringContaining("abuse") });
      expect((await caseStore().head(id))?.verdict).toBe("unknown");
    });
  }

  test("refuses a clean verdict that names no source", async () => {
    await expect(verdict("clean", [])).rejects.toMatchObject({ name: "Refused" });
  });

  test("writes malicious and unknown whatever answered", async () => {
    await verdict("malicious", [section("abuse", "failed")]);
    expect((await caseStore().head(id))?.verdict).toBe("malicious");
  });
});

test("cases.set-severity sets it, says why, and names the step", async () => {
  await setSeverity({ input: { severity: "critical" }, call: call("raise") });
  expect(await entries()).toMatchObject([
    { kind: "severity", severity: "critical", reason: "the playbook set it (step raise)" },
  ]);
  expect((await caseStore().head(id))?.severity).toBe("critical");
});
