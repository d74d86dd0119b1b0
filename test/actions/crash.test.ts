// Every containment, killed between the system's answer and our record of it, and called again: nothing is doubled but what its
// contract declares so, and undo still knows what was found.
import { beforeEach, describe, expect, test } from "vitest";
import { containments } from "./containments/index.ts";
import { aStage, callOf, grant } from "./support/containment.ts";
import { failureOf, withTime } from "./support/world.ts";

/** What stands for the end of the function: its result is not kept. */
const notRecorded = {
  status: 400,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: { __type: "com.amazon.coral#AccessDeniedException", message: "the function is no more" },
};
const stage = aStage();

describe.each(containments)("$action", (row) => {
  const { action, handler, input, writes } = row;
  const site = () => row.siteOf(stage);
  const written = () => site().calls.filter((name) => name === writes).length;
  const call = () => callOf(stage, action);
  beforeEach(async () => {
    row.before?.(stage);
    await grant({ action, input, call: call() });
  });

  test("died before its result was recorded: the second call finds it done, and says that it was done here", async () => {
    stage.dynamo.refuses((operation, body) =>
      operation === "UpdateItem" && body.includes("#result") ? notRecorded : null,
    );
    await failureOf(handler, { input, call: call() });
    const after = row.inverse?.stateOf(stage);
    const times = written();
    expect(times).toBe(1);
    stage.dynamo.refuses(null);
    expect(await handler({ input, call: call() })).toMatchObject({ output: { changed: true } });
    expect(written()).toBe(times);
    expect(row.inverse?.stateOf(stage)).toEqual(after);
  });

  test("never got the system's answer: the second call finds it done, and says that it was done here", async () => {
    site().fails[writes] = "lost";
    await handler({ input, call: call() }, withTime(5_000)).catch(() => null);
    expect(await handler({ input, call: call() })).toMatchObject({ output: { changed: true } });
    const effect = row.inverse?.stateOf(stage);
    expect(await handler({ input, call: call() })).toMatchObject({ output: { changed: true } });
    expect(row.inverse?.stateOf(stage)).toEqual(effect);
  });
});
