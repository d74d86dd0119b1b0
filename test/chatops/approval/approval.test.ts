import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeApproval, getApproval } from "../../../actions/kit/runtime/case-store/approvals.ts";
import { grantsOf, useGrant } from "../../../actions/kit/runtime/case-store/grants.ts";
import { caseStore } from "../../../actions/kit/runtime/case-store/index.ts";
import { digestOf } from "../../../actions/kit/runtime/digest.ts";
import { settings } from "../../../actions/kit/runtime/environment.ts";
import { handler as approval } from "../../../chatops/approval/approval.ts";
import { contractsOf } from "../../../chatops/approval/contracts.ts";
import { type Decided, decide } from "../../../chatops/approval/decide.ts";
import { requestEvent } from "../../../chatops/approval/event.ts";
import { request } from "../../../chatops/approval/request.ts";
import { handler as dispatcher, type Started } from "../../../playbooks/dispatcher/dispatcher.ts";
import { aContain, aRead } from "../../support/an-action.ts";
import { aBatch, aFinding, aPlaybook, type Product, startProduct } from "../../support/product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(() => product.reset());
afterAll(() => product.stop());

const key = {
  accessKeyId: "AKIAEXAMPLEMARIA0001",
  userName: "maria.lopez",
  account: "111122223333",
  status: "Active",
  created: null,
  lastUsed: null,
  lastUsedService: null,
};
const line = { step: "disable-key", item: "0", action: "iam.disable-access-key", input: { key } };
const now = new Date();
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

interface Wanted {
  readonly finding?: Record<string, unknown>;
  readonly request?: Record<string, unknown>;
  readonly call?: Record<string, unknown>;
}

/** A case with its execution, and the request that the execution makes. */
async function aRequest({ finding, request, call }: Wanted = {}) {
  await dispatcher(aBatch(aFinding(finding)));
  const [head] = await caseStore().list();
  if (head === undefined) throw new Error("no case");
  return {
    kind: "request",
    token: "token-1",
    call: {
      execution: head.executions[0],
      playbook: "impossible-travel",
      version: "v1",
      step: "approve-containment",
      item: null,
      case: head.id,
      mode: "live",
      ...call,
    },
    request: {
      subject: "maria.lopez",
      approvers: "identity-oncall",
      because: [],
      plan: [line],
      timeoutSeconds: 1_800,
      ...request,
    },
  };
}

async function ask(wanted: Wanted = {}) {
  const event = await aRequest(wanted);
  const { approval: id, asked } = (await approval(event)) as { approval: string; asked: boolean };
  const { case: caseId, execution } = event.call as { case: string; execution: string };
  return { id, asked, caseId, execution, event };
}

const says = (id: string, person: string, decision: "approved" | "denied", at = later(1)): Promise<Decided> =>
  decide({ kind: "decide", approval: id, person, decision, via: "shell" }, settings(), at);

const entriesOf = async (caseId: string) => (await caseStore().view(caseId)).entries;
const answers = () => product.asked("SFN", "SendTaskSuccess").map(({ input }) => JSON.parse(String(input.output)));
const use = (execution: string, at = later(2)) =>
  useGrant({ execution, step: "disable-key", item: "0", action: line.action, digest: digestOf(line), now: at });

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

describe("a decision", () => {
  test("to approve writes a grant for each line, tells the case, and answers the task, in this order", async () => {
    const { id, caseId, execution } = await ask();
    product.noted.length = 0;
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: true, decision: "approved", case: caseId });
    expect(answers()).toEqual([{ decision: "approved", approval: id, by: "dana.kim" }]);
    const written = product.noted
      .filter(({ operation }) => /Put|Success/.test(operation))
      .map(({ input }) => JSON.stringify(input));
    expect(written.map((text) => /grant#|entry#decision|taskToken/.exec(text)?.[0])).toEqual([
      "grant#",
      "entry#decision",
      "taskToken",
    ]);
    expect((await entriesOf(caseId)).at(-1)).toMatchObject({
      kind: "decision",
      decision: "approved",
      by: "dana.kim",
      via: "shell",
    });
    expect(await use(execution)).toBeNull();
    await expect(use(execution, later(62))).rejects.toThrow("has expired");
  });

  test("to deny writes no grant", async () => {
    const { id, execution } = await ask();
    expect(await says(id, "dana.kim", "denied")).toMatchObject({ ok: true, decision: "denied" });
    expect(answers()).toEqual([{ decision: "denied", approval: id, by: "dana.kim" }]);
    expect(await grantsOf(execution)).toEqual([]);
  });

  test("a second time changes nothing and says so", async () => {
    const { id, execution } = await ask();
    await says(id, "dana.kim", "approved");
    expect(await says(id, "sam.okafor", "denied")).toMatchObject({
      ok: false,
      decision: "approved",
      message: "already approved by dana.kim; nothing changed",
    });
    expect(answers()).toHaveLength(1);
    expect(await grantsOf(execution)).toHaveLength(1);
  });

  test("by two at the same moment is one decision", async () => {
    const { id } = await ask();
    const both = await Promise.all([says(id, "dana.kim", "approved"), says(id, "sam.okafor", "denied")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(answers().map(({ decision }) => decision)).size).toBe(1);
  });

  const refusals: readonly (readonly [string, string, string])[] = [
    ["the subject", "maria.lopez", "nobody decides for themselves"],
    ["an outsider", "lee.wong", "lee.wong is not among those who decide this"],
    ["a stranger", "mallory", "mallory is not a person in the configuration"],
  ];
  for (const [who, person, reason] of refusals) {
    for (const decision of ["approved", "denied"] as const) {
      test(`refuses ${who} who wants it ${decision}, and notes it on the case`, async () => {
        const { id, caseId, execution } = await ask();
        expect(await says(id, person, decision)).toMatchObject({
          ok: false,
          decision: null,
          message: expect.stringContaining(reason),
        });
        await says(id, person, decision);
        const notes = (await entriesOf(caseId)).filter(({ kind }) => kind === "note");
        expect(notes).toMatchObject([{ by: person, text: expect.stringContaining(reason) }]);
        expect(await grantsOf(execution)).toEqual([]);
        expect(answers()).toEqual([]);
      });
    }
  }

  test("refuses who asked for it, but lets them deny", async () => {
    const started = (await dispatcher({
      kind: "start",
      finding: aFinding(),
      requestedBy: "dana.kim",
      mode: "live",
    })) as Started;
    expect(started.ok).toBe(true);
    const { id } = await ask({ finding: { id: "finding-1" } });
    expect(await says(id, "dana.kim", "approved")).toMatchObject({
      ok: false,
      message: expect.stringContaining("asked for this"),
    });
    expect(await says(id, "dana.kim", "denied")).toMatchObject({ ok: true });
  });

  test("refuses one that comes after the deadline, and records that it expired", async () => {
    const { id, caseId, execution } = await ask();
    expect(await says(id, "dana.kim", "approved", later(31))).toMatchObject({
      ok: false,
      message: expect.stringContaining("too late"),
    });
    const entries = await entriesOf(caseId);
    expect(entries.find(({ kind }) => kind === "decision")).toMatchObject({
      decision: "expired",
      by: null,
      via: "clock",
    });
    expect(await says(id, "dana.kim", "approved", later(2))).toMatchObject({ ok: false });
    expect(await grantsOf(execution)).toEqual([]);
  });

  test("refuses an approval that is not there", async () => {
    expect(await says("nowhere", "dana.kim", "approved")).toMatchObject({
      ok: false,
      message: expect.stringContaining("no approval nowhere"),
    });
  });

  for (const error of ["TaskTimedOut", "TaskDoesNotExist"]) {
    test(`that comes when the task no longer waits (${error}) takes its grants back`, async () => {
      const { id, caseId, execution } = await ask();
      product.next("SendTaskSuccess", { error });
      expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: false, decision: null });
      await expect(use(execution)).rejects.toMatchObject({ name: "NoGrant" });
      expect((await entriesOf(caseId)).at(-1)).toMatchObject({
        kind: "note",
        text: expect.stringContaining("1 grants are void"),
      });
    });
  }

  test("whose answer did not get through is delivered by the next click, and keeps its grants", async () => {
    const { id, execution } = await ask();
    product.next("SendTaskSuccess", { error: "AccessDeniedException" });
    await expect(says(id, "dana.kim", "approved")).rejects.toThrow();
    expect(await says(id, "sam.okafor", "denied")).toMatchObject({
      ok: false,
      message: expect.stringContaining("told again"),
    });
    expect(answers().map(({ decision, by }) => `${decision} ${by}`)).toEqual([
      "approved dana.kim",
      "approved dana.kim",
    ]);
    expect(await use(execution)).toBeNull();
  });

  test("delivered twice does not take the grants back, because the first delivery may have been heard", async () => {
    const { id, execution } = await ask();
    await says(id, "dana.kim", "approved");
    const kept = await getApproval(id);
    if (kept !== null) await changeApproval(kept, { answered: false });
    product.next("SendTaskSuccess", { error: "TaskTimedOut" });
    await says(id, "sam.okafor", "approved");
    expect(await use(execution)).toBeNull();
  });
});

describe("two people are needed", () => {
  test("when nobody of ours is known for the subject", async () => {
    const { id, caseId, execution } = await ask({ request: { subject: null } });
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: true, decision: null });
    expect(answers()).toEqual([]);
    expect(await grantsOf(execution)).toEqual([]);
    expect(await says(id, "dana.kim", "approved")).toMatchObject({
      ok: false,
      message: expect.stringContaining("already"),
    });
    expect(await says(id, "sam.okafor", "approved", later(2))).toMatchObject({ ok: true, decision: "approved" });
    expect(answers()).toMatchObject([{ decision: "approved", by: "dana.kim and sam.okafor" }]);
    expect((await entriesOf(caseId)).map(({ kind }) => kind)).toEqual(["finding", "plan", "note", "decision"]);
  });

  test("and one no is enough", async () => {
    const { id } = await ask({ request: { subject: null } });
    await says(id, "dana.kim", "approved");
    expect(await says(id, "sam.okafor", "denied")).toMatchObject({ ok: true, decision: "denied" });
  });

  test("for a containment without a way back", async () => {
    const wipe = aContain({ id: "host.wipe", undo: { none: "what is gone is gone" } });
    const event = await aRequest({
      request: { plan: [{ step: "wipe", item: null, action: "host.wipe", input: { ip: "203.0.113.7" } }] },
    });
    const { approval: id } = await request(
      requestEvent.parse(event),
      contractsOf({ host: { wipe, check: aRead({ id: "host.check" }) } }),
      now,
    );
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: true, decision: null });
    const plan = (await entriesOf(event.call.case)).find(({ kind }) => kind === "plan");
    expect(plan).toMatchObject({ lines: [{ undo: "no way back: what is gone is gone" }] });
  });

  test("for an execution that the dispatcher did not start, and the plan shows it", async () => {
    const { id, caseId } = await ask({ call: { execution: "made-by-hand" } });
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ decision: null });
    const plan = (await entriesOf(caseId)).find(({ kind }) => kind === "plan");
    expect(plan).toMatchObject({
      because: [{ error: { cause: expect.stringContaining("not started by the dispatcher") } }],
    });
  });
});

describe("a finding that we doubt", () => {
  test("is asked about only with the doubt shown first", async () => {
    const { asked, caseId, id } = await ask({ finding: { source: "mallory" } });
    expect(asked).toBe(true);
    const plan = (await entriesOf(caseId)).find(({ kind }) => kind === "plan");
    expect(plan).toMatchObject({
      because: [{ step: "finding", status: "failed", error: { cause: "no publisher named mallory is known" } }],
    });
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: true });
  });

  test("of an account that its publisher may not report contains nothing, whoever says yes", async () => {
    const { asked, id, execution, caseId } = await ask({ finding: { account: "999999999999" } });
    expect(asked).toBe(false);
    expect(answers()).toMatchObject([{ decision: "not-asked" }]);
    expect((await entriesOf(caseId)).at(-1)).toMatchObject({ decision: "not-asked", via: "doubted finding" });
    expect(await says(id, "dana.kim", "approved")).toMatchObject({ ok: false });
    expect(await grantsOf(execution)).toEqual([]);
  });
});

test("refuses an event of neither kind", async () => {
  await expect(approval({ kind: "approve-everything" })).rejects.toThrow();
});
