// Every action that asks a vendor over HTTP, in every way in which that vendor, or the network before it, can answer.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { secretNames } from "./support/library.ts";
import type { Reply } from "./support/server.ts";
import { aCall, failureOf, secretValues, startWorld, type World, withTime } from "./support/world.ts";
import { speeches } from "./vendors/index.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

describe.each(speeches.map((speech) => ({ by: "handler", ...speech })))("$action by $by", (speech) => {
  const event = { input: speech.input, call: aCall() };
  const always = (reply: Reply) => world.vendor.says(() => reply);
  const failure = (milliseconds = 5_000) => failureOf(speech.handler, event, withTime(milliseconds));

  test("answers in our own words what the vendor said", async () => {
    world.vendor.says(speech.says);
    expect(await speech.handler(event)).toEqual({ output: speech.output, simulated: false });
  });

  test("says of what the vendor does not know that it is not known", async () => {
    const { notFound } = speech;
    world.vendor.says(notFound.says);
    if ("name" in notFound) expect(await failure()).toMatchObject({ name: notFound.name });
    else expect(await speech.handler(event)).toEqual({ output: notFound.output, simulated: false });
  });

  test("says so when the answer came from a simulator", async () => {
    world.vendor.says(async (asked) => {
      const reply = await speech.says(asked);
      return typeof reply === "string"
        ? reply
        : { ...reply, headers: { ...reply.headers, "x-riposte-simulated": "true" } };
    });
    expect(await speech.handler(event)).toMatchObject({ simulated: true });
  });

  test("refuses by name when its key is not accepted", async () => {
    always(speech.unauthorised);
    expect(await failure()).toMatchObject({ name: "Unauthorized" });
  });

  test("refuses by name when it asks too often, and does not ask again", async () => {
    always(speech.rateLimited);
    expect(await failure()).toMatchObject({ name: speech.limitedAs });
    expect(world.vendor.asked.length).toBeLessThanOrEqual(2);
  });

  test("refuses by name when the vendor is broken", async () => {
    always(speech.broken);
    expect(await failure()).toMatchObject({ name: "Unavailable" });
  });

  test.each([
    ["a page for people", { headers: { "content-type": "text/html" }, body: "<html>Please sign in</html>" }],
    ["nothing", { body: "" }],
    ["half of its JSON", { body: '{"data":' }],
    ["JSON of another kind", { body: "[1, 2, 3]" }],
    ["a number", { body: "7" }],
  ] as const)("refuses an answer of %s", async (_what, reply) => {
    always(reply);
    expect(await failure()).toMatchObject({ name: "InvalidOutput" });
  });

  test("refuses JSON of another shape", async () => {
    always(speech.otherShape);
    expect(await failure()).toMatchObject({ name: "InvalidOutput" });
  });

  test("refuses to wait longer than the step's time", async () => {
    always("hang");
    expect(await failure(60)).toMatchObject({ name: "TimedOut" });
  });

  test("refuses to read more than it needs", async () => {
    always({ body: `{"data":"${"A".repeat(13 * 1_048_576)}"}` });
    expect(await failure()).toMatchObject({ name: "OutputTooLarge" });
  });

  test("refuses by name when the connection ends early", async () => {
    always("cut");
    expect(await failure()).toMatchObject({ name: "Unavailable" });
  });

  test("lets no secret out in any failure, though the vendor repeats it", async () => {
    const names = await secretNames(speech.action, speech.by);
    const keys = names.map((name) => secretValues[`riposte/${name}`] ?? "");
    const basic = Buffer.from(keys.join(":")).toString("base64");
    for (const status of [400, 401, 403, 418, 429, 500]) {
      always({ status, body: { message: `key ${keys.join(" ")} Authorization: Basic ${basic}` } });
      const { message, stack } = await failure();
      for (const secret of keys.length > 0 ? [...keys, basic] : []) expect(message).not.toContain(secret);
      expect(message.length).toBeLessThanOrEqual(500);
      expect(stack).not.toMatch(/\n|\.ts/);
    }
  });

  test("reads in a dry run as it does live, for reading changes nothing", async () => {
    world.vendor.says(speech.says);
    expect(await speech.handler({ ...event, call: aCall({ mode: "dry-run" }) })).toMatchObject({
      output: speech.output,
    });
  });
});
