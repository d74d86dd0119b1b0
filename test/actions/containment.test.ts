// What takes something from somebody: only with its grant, never from a protected subject, and seen to be so. A matrix
// over every containment, against its system on the wire.
import { beforeEach, describe, expect, test } from "vitest";
import type { Call } from "../../actions/kit/contract/index.ts";
import { containments } from "./containments/index.ts";
import { aStage, callOf as callOn, contained, grant } from "./support/containment.ts";
import { contractOf, permitted } from "./support/library.ts";
import { failureOf, withTime } from "./support/world.ts";

const stage = aStage();
const callOf = (action: string, changes: Partial<Call> = {}): Call => callOn(stage, action, changes);

describe.each(containments)("$action", (row) => {
  const { action, handler, input, atProtected, other, before, writes, reads } = row;
  const site = () => row.siteOf(stage);
  const failed = async (milliseconds?: number) => {
    await grant({ action, input, call: callOf(action) });
    const context = milliseconds === undefined ? undefined : withTime(milliseconds);
    return failureOf(handler, { input, call: callOf(action) }, context);
  };
  beforeEach(() => before?.(stage));

  test("changes what it says, once, and says that it did", async () => {
    expect(await contained(handler, { action, input, call: callOf(action) })).toMatchObject({ changed: true });
    expect(site().calls.filter((call) => call === writes)).toHaveLength(1);
    expect(site().calls.at(-1)).toBe(reads);
  });

  test("changes nothing where there is nothing to change, and says so", async () => {
    row.nothing(stage);
    expect(await contained(handler, { action, input, call: callOf(action) })).toMatchObject({ changed: false });
    expect(site().calls).not.toContain(writes);
  });

  test("calls exactly what its contract says that it may call", async () => {
    await contained(handler, { action, input, call: callOf(action) });
    for (const [index, further] of (row.also ?? []).entries()) {
      further.before?.(stage);
      await contained(handler, { action, input: further.input, call: callOf(action, { step: `also-${index}` }) });
    }
    const called = row.service === null ? [] : site().calls.map((name) => `${row.service}:${name}`);
    expect([...new Set(called)].toSorted()).toEqual(await permitted(action, "handler"));
  });

  test("refuses without a grant, and nothing is called", async () => {
    expect(await failureOf(handler, { input, call: callOf(action) })).toMatchObject({ name: "NoGrant" });
    expect(site().calls).toEqual([]);
  });

  test("refuses a grant for another target, another action, another step, or one that has expired", async () => {
    const call = callOf(action);
    await grant({ action, input: other, call });
    expect(await failureOf(handler, { input, call })).toMatchObject({ name: "NoGrant" });
    await grant({ action: "iam.other", input, call: { ...call, step: "s2" } });
    expect(await failureOf(handler, { input, call: { ...call, step: "s2" } })).toMatchObject({ name: "NoGrant" });
    expect(await failureOf(handler, { input, call: { ...call, item: "1" } })).toMatchObject({ name: "NoGrant" });
    await grant({ action, input, call: { ...call, step: "s3" }, expiresAt: Date.now() - 1 });
    expect(await failureOf(handler, { input, call: { ...call, step: "s3" } })).toMatchObject({ name: "NoGrant" });
    expect(site().calls).toEqual([]);
  });

  test("refuses a used grant for another input, and nothing more is called", async () => {
    await contained(handler, { action, input, call: callOf(action) });
    const calls = site().calls.length;
    await grant({ action, input: other, call: callOf(action) });
    expect(await failureOf(handler, { input: other, call: callOf(action) })).toMatchObject({ name: "NoGrant" });
    expect(site().calls).toHaveLength(calls);
  });

  test("refuses a protected subject, grant or not, and nothing is called", async () => {
    await grant({ action, input: atProtected, call: callOf(action) });
    expect(await failureOf(handler, { input: atProtected, call: callOf(action) })).toMatchObject({
      name: "ProtectedSubject",
    });
    expect(site().calls).toEqual([]);
  });

  test("answers a repeated call with what the first one answered, and calls nothing again", async () => {
    const first = await contained(handler, { action, input, call: callOf(action) });
    const calls = site().calls.length;
    expect(await handler({ input, call: callOf(action) })).toMatchObject({ output: first });
    expect(site().calls).toHaveLength(calls);
  });

  test("says what it would do in a dry run, without a grant, and calls nothing", async () => {
    const answer = await handler({ input, call: callOf(action, { mode: "dry-run" }) });
    expect(answer).toMatchObject({ output: { changed: true }, simulated: false });
    expect(site().calls).toEqual([]);
  });

  test("still knows what it found when the attempt before died after its effect", async () => {
    site().fails[reads] = { code: "ServiceFailure", status: 500 };
    expect(["Unavailable", "TimedOut"]).toContain((await failed(2_500)).name);
    delete site().fails[reads];
    site().calls.length = 0;
    expect(await handler({ input, call: callOf(action) })).toMatchObject({ output: { changed: true } });
  });

  test("refuses to call it done when the effect cannot be seen", async () => {
    site().deaf = true;
    expect(await failed(1_000)).toMatchObject({ name: "Unverified" });
  });

  test("refuses to wait longer than the step's time", async () => {
    site().fails[reads] = "hang";
    expect(await failed(200)).toMatchObject({ name: "TimedOut" });
  });

  test("refuses an answer that is a page for people, and one that ends early", async () => {
    site().fails[reads] = "garbage";
    expect(await failed()).toMatchObject({ name: "InvalidOutput" });
    site().fails[reads] = "cut";
    expect(await failed(2_000)).toMatchObject({ name: expect.stringMatching(/^(Unavailable|TimedOut)$/) });
    expect(site().calls).not.toContain(writes);
  });

  test.each(row.refusals)("refuses by name when the system says %s", async (code, status, name) => {
    site().fails[writes] = { code, status };
    expect(await failed()).toMatchObject({ name });
  });

  const { inverse } = row;
  if (inverse === null) return;
  const { undo } = contractOf(action);
  if (undo === undefined || "none" in undo) throw new Error(`${action} has an inverse here, and none in its contract`);
  const contain = async () => {
    const output = await contained(handler, { action, input, call: callOf(action) });
    const contract = contractOf(action);
    const undone = undo.input(contract.input.parse(input), contract.output.parse(output));
    return { ...(undone as object), ...inverse.changes };
  };
  const givenBack = (undone: unknown, step: string) =>
    contained(inverse.handler, { action: undo.action, input: undone, call: callOf(undo.action, { step }) });

  test("is undone to the state found before, and undoing it twice changes nothing", async () => {
    const found = inverse.stateOf(stage);
    const undone = await contain();
    expect(inverse.stateOf(stage)).not.toEqual(found);
    expect(await givenBack(undone, "undo")).toMatchObject({ changed: true });
    expect(inverse.stateOf(stage)).toEqual(found);
    expect(await givenBack(undone, "again")).toMatchObject({ changed: false });
    expect(inverse.stateOf(stage)).toEqual(found);
  });

  test("that changed nothing is undone by changing nothing", async () => {
    row.nothing(stage);
    const found = inverse.stateOf(stage);
    expect(await givenBack(await contain(), "undo")).toMatchObject({ changed: false });
    expect(inverse.stateOf(stage)).toEqual(found);
  });

  test("refuses to be undone when the state has since been changed by somebody", async () => {
    const undone = await contain();
    inverse.meddle(stage);
    const changed = inverse.stateOf(stage);
    const call = callOf(undo.action, { step: "undo" });
    await grant({ action: undo.action, input: undone, call });
    const { name } = await failureOf(inverse.handler, { input: undone, call });
    expect(["Refused", "NotFound"]).toContain(name);
    expect(inverse.stateOf(stage)).toEqual(changed);
  });
});
