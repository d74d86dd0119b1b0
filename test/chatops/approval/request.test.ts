import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { grantsOf } from "../../../actions/kit/runtime/case-store/grants.ts";
import { handler as approval } from "../../../chatops/approval/approval.ts";
import { aPlaybook, type Product, startProduct } from "../../support/product.ts";
import { answersIn, aRequest, ask, entriesOf, line, says } from "./asking.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(() => product.reset());
afterAll(() => product.stop());
const answers = () => answersIn(product);

describe("a request", () => {
  test("puts its plan onto the case with target, account, undo and until when, and waits", async () => {
    const { id, asked, caseId } = await ask();
    expect(asked).toBe(true);
    expect(id).toMatch(/^[0-9a-f]{10}$/);
    expect((await entriesOf(caseId)).at(-1)).toMatchObject({
      kind: "plan",
      asked: true,
      approval: id,
      subject: "maria.lopez",
      approvers: ["dana.kim", "sam.okafor", "maria.lopez"],
      lines: [
        {
          title: "Disable an access key",
          target: "access key AKIAEXAMPLEMARIA0001 of maria.lopez",
          account: "111122223333",
          undo: "Enable the access key again",
          expiry: null,
        },
      ],
    });
    expect(answers()).toEqual([]);
  });

  test("made twice is one request, which follows the newer task", async () => {
    const { id, event, caseId } = await ask();
    expect(await approval({ ...event, token: "token-2" })).toEqual({ approval: id, asked: true });
    expect((await entriesOf(caseId)).filter(({ kind }) => kind === "plan")).toHaveLength(1);
    await says(id, "dana.kim", "approved");
    expect(product.asked("SFN", "SendTaskSuccess").map(({ input }) => input.taskToken)).toEqual(["token-2"]);
  });

  test("in mode observe is answered at once, and the plan is on the case", async () => {
    product.writeSettings({ playbooks: [{ ...aPlaybook(), mode: { default: "observe", accounts: {} } }] as never });
    const { asked, caseId, id, execution } = await ask();
    expect(asked).toBe(false);
    expect(answers()).toEqual([{ decision: "not-asked", approval: id, by: null }]);
    const entries = await entriesOf(caseId);
    expect(entries.find(({ kind }) => kind === "plan")).toMatchObject({ asked: false });
    expect(entries.at(-1)).toMatchObject({ kind: "decision", decision: "not-asked", via: "mode observe" });
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: false });
    expect(await grantsOf(execution)).toEqual([]);
  });

  test("follows the mode of the finding's account", async () => {
    const mode = { default: "observe", accounts: { "111122223333": "ask" } };
    product.writeSettings({ playbooks: [{ ...aPlaybook(), mode }] as never });
    expect((await ask()).asked).toBe(true);
  });

  test("of a playbook that the settings do not know asks nobody", async () => {
    expect((await ask({ call: { playbook: "other" } })).asked).toBe(false);
  });

  test("in a dry run is rehearsed without grants", async () => {
    const { asked, id, execution } = await ask({ call: { mode: "dry-run" } });
    expect(asked).toBe(false);
    expect(answers()).toEqual([{ decision: "rehearsed", approval: id, by: null }]);
    expect(await grantsOf(execution)).toEqual([]);
  });

  const unshowable: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ["an action without a contract", { action: "iam.delete-everything" }, "which no contract describes"],
    ["a read", { action: "abuseipdb.check-ip" }, "which is a read"],
    ["an input that the action does not take", { input: { key: "all" } }, "an input that it does not take"],
  ];
  for (const [what, changes, reason] of unshowable) {
    test(`refuses a plan with ${what}`, async () => {
      const event = await aRequest({ request: { plan: [{ ...line, ...changes }] } });
      await expect(approval(event)).rejects.toMatchObject({
        name: "InvalidInput",
        message: expect.stringContaining(reason),
      });
    });
  }

  test("refuses a group of approvers that is not there", async () => {
    const event = await aRequest({ request: { approvers: "toString" } });
    await expect(approval(event)).rejects.toThrow("there is no group of approvers named toString");
  });

  test("says so on the case when too few may decide", async () => {
    product.writeSettings({ approvers: { "identity-oncall": ["maria.lopez"] } as never });
    const { caseId } = await ask();
    expect((await entriesOf(caseId)).at(-1)).toMatchObject({
      kind: "note",
      text: expect.stringContaining("nobody can approve"),
    });
  });
});

test("refuses an event of neither kind", async () => {
  await expect(approval({ kind: "approve-everything" })).rejects.toThrow();
});
