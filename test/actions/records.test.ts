// Every record, killed between the system's answer and our knowing of it, and called again: its contract says by what nothing
// is doubled.
import { afterAll, beforeAll, expect, test } from "vitest";
import { records } from "./records/index.ts";
import { type Dynamo, startDynamo } from "./support/dynamo.ts";
import { contractOf } from "./support/library.ts";
import { aCall, startWorld, type World, withTime } from "./support/world.ts";

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
  await handler(event, withTime(3_000)).catch(() => null);
  await handler(event);
  await handler(event);
  expect(await effects()).toBe(1);
});
