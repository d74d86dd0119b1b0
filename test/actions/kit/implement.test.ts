// What stands before and after every action's own code, with actions made for the purpose.
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { disableAccessKey } from "../../../actions/iam/disable-access-key/action.ts";
import {
  defineAction,
  PermanentFailure,
  RetryableFailure,
  seconds,
  secret,
} from "../../../actions/kit/contract/index.ts";
import { implement } from "../../../actions/kit/runtime/implement.ts";
import type { Run } from "../../../actions/kit/runtime/work.ts";
import { aCall, failureOf, secretValues, startWorld, type World, withTime } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
  process.env.RIPOSTE_BASE_URL_PROBE = world.vendor.url;
  secretValues["riposte/probe/key"] = "first-probe-key";
});
afterAll(() => world.stop());

const input = z.object({ name: z.string().max(20), times: z.int().default(1) });
const output = z.object({ said: z.string().max(200) });
const common = {
  title: "A probe",
  docs: "https://example.com/probe",
  input,
  output,
  secrets: { key: secret("probe/key") },
  hosts: ["probe.example.com"],
  permissions: [],
  limits: { timeout: seconds(1), typical: seconds(0.1), output: 100 },
  examples: [],
} as const;

const look = defineAction({ ...common, id: "probe.look", effect: "read" });
const note = defineAction({
  ...common,
  id: "probe.note",
  effect: "record",
  repeat: { by: "at-least-once", reason: "the probe takes no key" },
  wouldDo: ({ name }) => ({ sentence: `would note ${name}`, output: { said: `dry-run:${name}` } }),
});

type Code = Run<typeof input, typeof output, { key: typeof common.secrets.key }>;
const answers = (code: Code) => implement(look, code);
const event = (changes: object = {}) => ({ input: { name: "x" }, call: aCall(), ...changes });
const neverRun: Code = () => Promise.reject(new Error("the code ran"));

test("hands parsed input, defaults included, and answers parsed output", async () => {
  const handler = answers(async ({ input, call }) => ({
    said: `${input.name}${input.times} ${call.step}`,
    more: "dropped",
  }));
  expect(await handler(event())).toEqual({ output: { said: "x1 abuseipdb" }, simulated: false });
});

test("refuses a call that does not say whether it is live", async () => {
  const { mode: _, ...call } = aCall();
  for (const broken of [event({ call }), event({ call: { ...call, mode: "maybe" } }), { input: {} }, {}, null, "x"]) {
    const { name } = await failureOf(answers(neverRun), broken);
    expect(["MissingMode", "InvalidInput"]).toContain(name);
  }
  expect(await failureOf(answers(neverRun), event({ call }))).toMatchObject({ name: "MissingMode" });
});

test("refuses input that does not fit, naming the field and not its value", async () => {
  const { name, message } = await failureOf(answers(neverRun), event({ input: { name: 7, times: "hunter2" } }));
  expect(name).toBe("InvalidInput");
  expect(message).toMatch(/probe\.look.*name.*times/);
  expect(message).not.toContain("hunter2");
});

test("refuses output that does not fit, or is larger than declared", async () => {
  const wrong = answers(async () => ({ said: 5 }) as never);
  expect(await failureOf(wrong, event())).toMatchObject({ name: "InvalidOutput" });
  const large = answers(async () => ({ said: "x".repeat(150) }));
  expect(await failureOf(large, event())).toMatchObject({
    name: "OutputTooLarge",
    message: expect.stringMatching(/161 bytes/),
  });
});

test("answers what a write would do in a dry run, and calls nothing", async () => {
  const handler = implement(note, neverRun);
  world.vendor.says(() => ({ status: 500 }));
  const asked = world.aws.asked.length;
  const answer = await handler(event({ call: aCall({ mode: "dry-run" }) }));
  expect(answer).toEqual({ output: { said: "dry-run:x" }, simulated: false });
  expect(world.vendor.asked).toEqual([]);
  expect(world.aws.asked.length).toBe(asked);
});

test("passes the two kinds of failure on by name, and makes a bug of everything else", async () => {
  const throwing = (error: unknown) =>
    failureOf(
      answers(() => Promise.reject(error)),
      event(),
    );
  expect(await throwing(new RetryableFailure("Conflict", "busy"))).toEqual({
    name: "Conflict",
    message: "busy",
    stack: "Conflict: busy",
  });
  expect(await throwing(new PermanentFailure("NotFound", "gone"))).toMatchObject({ name: "NotFound", message: "gone" });
  expect(await throwing(new TypeError("x is not a function"))).toMatchObject({ name: "Bug" });
  expect(await throwing("a text")).toMatchObject({ name: "Bug" });
  expect(await throwing(undefined)).toMatchObject({ name: "Bug" });
  expect(await throwing(new DOMException("aborted", "AbortError"))).toMatchObject({ name: "TimedOut" });
  expect(await throwing(z.string().safeParse(5).error)).toMatchObject({ name: "InvalidOutput" });
});

test("ends code that does not listen when the step's time is over, and tells code that does", async () => {
  let aborted = false;
  const deaf = answers(({ signal }) => {
    signal.addEventListener("abort", () => {
      aborted = true;
    });
    return new Promise(() => {});
  });
  expect(await failureOf(deaf, event(), withTime(20))).toMatchObject({ name: "TimedOut" });
  expect(aborted).toBe(true);
});

test("keeps a secret, and fetches it once more when the vendor refuses what was kept", async () => {
  const handler = answers(async ({ secrets, http }) => {
    await http({ url: "/", headers: { key: await secrets.key() } });
    return { said: "accepted" };
  });
  const fetches = () => world.aws.asked.length;
  world.vendor.says(({ headers }) =>
    headers.key === secretValues["riposte/probe/key"] ? { body: {} } : { status: 401 },
  );
  await handler(event());
  const before = fetches();
  await handler(event());
  expect(fetches()).toBe(before);
  secretValues["riposte/probe/key"] = "second-probe-key";
  await new Promise((resolve) => setTimeout(resolve, 2));
  expect(await handler(event())).toMatchObject({ output: { said: "accepted" } });
  expect(fetches()).toBe(before + 1);
  world.vendor.says(() => ({ status: 401 }));
  expect(await failureOf(handler, event())).toMatchObject({ name: "Unauthorized" });
  expect(world.vendor.asked).toHaveLength(2);
});

test("refuses to repeat a write that is not safe to repeat, and forgets the secret that was refused", async () => {
  const handler = implement(note, async ({ secrets, http }) => {
    await http({ method: "POST", url: "/", headers: { key: await secrets.key() }, json: {} });
    return { said: "noted" };
  });
  world.vendor.says(() => ({ status: 401 }));
  expect(await failureOf(handler, event())).toMatchObject({ name: "Unauthorized" });
  expect(world.vendor.asked).toHaveLength(1);
});

test("refuses a secret that nobody has put there, and says which", async () => {
  const lost = defineAction({ ...common, id: "probe.lost", effect: "read", secrets: { key: secret("probe/nowhere") } });
  const handler = implement(lost, async ({ secrets }) => ({ said: await secrets.key() }));
  const { name, message } = await failureOf(handler, event());
  expect(name).toBe("MissingSecret");
  expect(message).toContain("riposte/probe/nowhere");
});

test("lets no secret out in an error that the code itself makes", async () => {
  secretValues["riposte/probe/key"] = "third-probe-key";
  world.vendor.says(() => ({ status: 401 }));
  const spilling = answers(async ({ secrets }) => {
    throw new Error(
      `cannot use ${await secrets.key()} with Authorization: Basic ${Buffer.from("a:b-c-d-e").toString("base64")}`,
    );
  });
  const { message, stack } = await failureOf(spilling, event());
  expect(message).not.toMatch(/probe-key|YTpi/);
  expect(stack).not.toMatch(/probe-key|YTpi|\n/);
});

test("refuses to make a function of a containment that nothing guards", () => {
  expect(() => implement(disableAccessKey as never, neverRun as never)).toThrow(/nothing guards it/);
});
