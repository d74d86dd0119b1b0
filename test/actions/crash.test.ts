// Every write, killed between the system's answer and our record of it, and called again: nothing is doubled but what its
// contract declares so, and undo still knows what was found.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { containments } from "./containments/index.ts";
import { records } from "./records/index.ts";
import { aStage, callOf, grant } from "./support/containment.ts";
import { type Dynamo, startDynamo } from "./support/dynamo.ts";
import { contractOf } from "./support/library.ts";
import { aCall, failureOf, startWorld, type World, withTime } from "./support/world.ts";

describe("what contains", () => {
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
        operation === "UpdateItem" && body.includes("#result") ? "hang" : null,
      );
      const dying = handler({ input, call: call() }).catch(() => null);
      await until(() => stage.dynamo.calls.filter((name) => name === "UpdateItem").length === 3);
      const after = row.inverse?.stateOf(stage);
      const times = written();
      stage.dynamo.refuses(null);
      expect(await handler({ input, call: call() })).toMatchObject({ output: { changed: true } });
      expect(written()).toBe(times);
      expect(row.inverse?.stateOf(stage)).toEqual(after);
      await dying;
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
});

async function until(holds: () => boolean): Promise<void> {
  for (let looks = 0; !holds(); looks += 1) {
    if (looks > 500) throw new Error("it did not come to that");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("what records", () => {
  let world: World;
  let dynamo: Dynamo;
  beforeAll(async () => {
    world = await startWorld();
    dynamo = await startDynamo("riposte-ip-addresses");
  });
  afterAll(async () => {
    await world.stop();
    await dynamo.stop();
  });

  test.each(records)("$action, whose answer was lost, is called again and doubles nothing", async (record) => {
    const { action, handler, input } = record;
    const { lose, effects } = record.at({ world, dynamo });
    expect(contractOf(action).repeat?.by).toBe(record.repeat);
    const event = { input, call: aCall({ step: "crash" }) };
    lose();
    await failureOf(handler, event, withTime(3_000)).catch(() => null);
    await handler(event);
    await handler(event);
    expect(await effects()).toBe(1);
  });
});
