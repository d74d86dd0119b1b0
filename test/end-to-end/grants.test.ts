// The power to contain is a grant for one call. A containment function that is invoked by hand, again, with another input,
// or for somebody protected, changes nothing, whoever invokes it.
import { IAMClient, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { Invocation } from "../../infra/local/wire.ts";
import { entriesOf, type Run, startTestHost, type TestHost, within } from "../support/local-host.ts";
import { fromReportedAddress } from "./support/findings.ts";
import { ticketText } from "./support/reading.ts";

const disable = "riposte-iam-disable-access-key";
const revoke = "riposte-identity-revoke-sessions";
const keys = { first: "AKIAEXAMPLEMARIA0001", jonas: "AKIAEXAMPLEJONAS0001" };

const sent = z.object({
  FunctionName: z.string(),
  Payload: z.object({ input: z.record(z.string(), z.unknown()), call: z.record(z.string(), z.unknown()) }),
});
type Sent = z.infer<typeof sent>["Payload"];

let host: TestHost;

beforeAll(async () => {
  host = await startTestHost();
});

afterAll(() => host.stop());

/** How often IAM was asked to change something of this name. */
const changesOf = (name: string): number =>
  host.simulators.spy.requests("iam").filter(({ body }) => {
    const asked = body.toString();
    return /Action=(Update|Put|Delete)/.test(asked) && asked.includes(name);
  }).length;

/** What a step of a run was called with, the very event. */
async function eventsOf(run: Run, step: string): Promise<Sent[]> {
  const events = await host.history(run);
  return events.flatMap((event) => {
    const parsed = sent.safeParse(JSON.parse(event.taskScheduledEventDetails?.parameters ?? "null"));
    return parsed.success && parsed.data.Payload.call.step === step ? [parsed.data.Payload] : [];
  });
}

const statusOf = (key: string): string | undefined =>
  host.iam
    .users()
    .flatMap(({ accessKeys }) => accessKeys)
    .find(({ id }) => id === key)?.status;

/** As an administrator would by hand. */
async function enable(key: string): Promise<void> {
  const client = new IAMClient({});
  await client.send(new UpdateAccessKeyCommand({ UserName: "maria.lopez", AccessKeyId: key, Status: "Active" }));
  client.destroy();
}

const refusedWith = (name: string, message: RegExp): Partial<Invocation> => ({
  ok: false,
  errorType: name,
  errorMessage: expect.stringMatching(message) as string,
});

describe("without a grant", () => {
  const call = {
    execution: "by-hand",
    playbook: "impossible-travel",
    version: "1",
    step: "disable-key",
    item: "0",
    case: "case-by-hand",
    mode: "live",
  };
  const principal = {
    type: "iam-user",
    id: "arn:aws:iam::111122223333:user/maria.lopez",
    account: "111122223333",
    name: "maria.lopez",
  };

  const key = {
    accessKeyId: keys.first,
    userName: "maria.lopez",
    account: "111122223333",
    status: "Active",
    created: "2025-10-08T10:40:00.000Z",
    lastUsed: null,
    lastUsedService: null,
  };

  test.each([
    ["disabling a key", disable, { key }],
    ["revoking sessions", revoke, { principal }],
  ])("refuses %s by hand, and asks IAM nothing", async (_, name, input) => {
    const before = host.iam.snapshot();
    const asked = host.simulators.spy.count("iam");
    const answer = await host.invoke(name, { input, call });
    expect(answer).toMatchObject(refusedWith("NoGrant", /nobody has granted it; nothing was called/));
    expect(host.iam.snapshot()).toEqual(before);
    expect(host.simulators.spy.count("iam")).toBe(asked);
  });

  test("refuses a plan that is asked about and not yet decided", async () => {
    const run = await host.run(fromReportedAddress("jonas.berg"));
    const plan = await host.plan(run);
    const before = host.iam.snapshot();
    for (const line of plan.lines) {
      const name = `riposte-${line.action.replace(".", "-")}`;
      const { execution, caseId } = run;
      const answer = await host.invoke(name, {
        input: line.input,
        call: { ...call, execution, step: line.step, item: line.item, case: caseId },
      });
      expect(answer).toMatchObject(refusedWith("NoGrant", /nobody has granted it/));
    }
    expect(host.iam.snapshot()).toEqual(before);
    await host.decide(plan, "dana.kim", "denied");
    await host.ended(run);
  });
});

describe("with the grants of a run", () => {
  let run: Run;
  let replayed: { readonly same: Invocation; readonly other: Invocation; readonly changes: number };
  let recorded: unknown;

  // While the run is at its second key, its first one's grant is still good.
  beforeAll(async () => {
    run = await host.run(fromReportedAddress("maria.lopez"));
    const plan = await host.plan(run);
    host.simulators.setLatency("iam", 400);
    await host.decide(plan, "dana.kim", "approved");
    const [first] = await within(
      20_000,
      async () => {
        const events = await eventsOf(run, "disable-key");
        return events.length > 1 ? events : null;
      },
      () => "the second key was never reached",
    );
    if (first === undefined) throw new Error("the first key was never reached");
    host.simulators.setLatency("iam", 0);
    const scheduled = (await host.history(run)).filter(({ type }) => type === "TaskSucceeded");
    recorded = scheduled
      .map(({ taskSucceededEventDetails: details }) => JSON.parse(details?.output ?? "null"))
      .findLast((output) => output?.Payload?.output?.found === "Active")?.Payload;
    await enable(keys.first);
    const before = changesOf(keys.first);
    const same = await host.invoke(disable, first);
    const other = await host.invoke(disable, {
      ...first,
      input: {
        ...first.input,
        key: { ...(first.input.key as object), accessKeyId: keys.jonas, userName: "jonas.berg" },
      },
    });
    replayed = { same, other, changes: changesOf(keys.first) - before };
    await host.ended(run);
  });

  test("answers the same call the second time with what it answered the first time, and changes nothing", () => {
    expect(recorded).toMatchObject({ output: { changed: true, found: "Active", left: "Inactive" } });
    expect(replayed.same).toEqual({ ok: true, payload: recorded });
    expect(replayed.changes).toBe(0);
    expect(statusOf(keys.first)).toBe("Active");
  });

  test("refuses another input under the same grant", () => {
    expect(replayed.other).toMatchObject(refusedWith("NoGrant", /for another input than the one that was sent/));
    expect(changesOf(keys.jonas)).toBe(0);
    expect(statusOf(keys.jonas)).toBe("Active");
  });

  test("refuses every call again once the run has ended", async () => {
    const before = host.iam.snapshot();
    const [first, second] = await eventsOf(run, "disable-key");
    const [sessions] = await eventsOf(run, "revoke-sessions");
    for (const [name, event] of [
      [disable, first],
      [disable, second],
      [revoke, sessions],
    ] as const) {
      expect(await host.invoke(name, event)).toMatchObject(refusedWith("NoGrant", /the grant is void/));
    }
    expect(host.iam.snapshot()).toEqual(before);
  });
});

describe("a protected subject", () => {
  test("is not contained although two people approved it, and the case says why", async () => {
    const before = host.iam.snapshot();
    const run = await host.run(fromReportedAddress("break-glass"));
    const plan = await host.plan(run);
    expect(await host.decide(plan, "dana.kim", "approved")).toMatchObject({ ok: true, decision: null });
    expect(await host.decide(plan, "sam.okafor", "approved")).toMatchObject({ ok: true, decision: "approved" });
    await host.ended(run);
    const view = await host.mirrored(run.caseId);
    expect(host.iam.snapshot()).toEqual(before);
    const containments = entriesOf(view, "containment");
    expect(containments.length).toBeGreaterThan(0);
    for (const { outcome, sentence } of containments) {
      expect({ outcome, sentence }).toMatchObject({
        outcome: "failed",
        sentence: expect.stringContaining("protected"),
      });
    }
    expect(ticketText(host, view)).toContain("protected subject: containment never touches it");
    expect(entriesOf(view, "ending")).toMatchObject([{ status: "FAILED" }]);
  });
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
