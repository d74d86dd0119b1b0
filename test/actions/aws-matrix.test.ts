// Every action that asks AWS and contains nothing, in every way in which AWS can answer.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { handler as add } from "../../actions/ip-database/add-if-absent/handler.ts";
import { awsRows } from "./aws/rows.ts";
import { type Dynamo, startDynamo } from "./support/dynamo.ts";
import { anIam, answerIam, type Failing, type IamState } from "./support/iam.ts";
import { permitted } from "./support/library.ts";
import type { Reply } from "./support/server.ts";
import { aCall, failureOf, startWorld, type World, withTime } from "./support/world.ts";

let world: World;
let dynamo: Dynamo;
let iam: IamState;
beforeAll(async () => {
  world = await startWorld();
  dynamo = await startDynamo("riposte-ip-addresses");
  await add({ input: { ip: "203.0.113.7", source: "finding-1" }, call: aCall() });
});
afterAll(async () => {
  await world.stop();
  await dynamo.stop();
});
beforeEach(() => {
  iam = anIam();
  world.awsSays((asked) => answerIam(iam, asked));
  dynamo.refuses(null);
  dynamo.calls.length = 0;
});

const operations = [
  ...["GetUser", "GetRole", "ListAccessKeys", "GetAccessKeyLastUsed", "ListMFADevices", "GetLoginProfile"],
  ...["ListAttachedUserPolicies", "ListUserPolicies", "ListGroupsForUser"],
];

/** Both services, each in its own protocol. */
function awsIs(way: Failing): void {
  for (const operation of operations) iam.fails[operation] = way;
  dynamo.refuses(() => inJson(way));
}

function inJson(way: Failing): Reply {
  if (way === "hang" || way === "cut") return way;
  const headers = { "content-type": "application/x-amz-json-1.0" };
  if (typeof way === "string") return { headers: { "content-type": "text/html" }, body: "<html>Please sign in</html>" };
  return { status: way.status, headers, body: { __type: `com.amazon.coral#${way.code}`, message: "in its words" } };
}

// Before any failure: what is asked again after one would be counted here.
test.each(awsRows)("$action answers what AWS said, by calling exactly what it is permitted", async (row) => {
  expect(await row.handler({ input: row.input, call: aCall() })).toMatchObject({ output: row.output });
  for (const further of row.also) await row.handler({ input: further, call: aCall() });
  const called = [...iam.calls.map((name) => `iam:${name}`), ...dynamo.calls.map((name) => `dynamodb:${name}`)];
  expect([...new Set(called)].toSorted()).toEqual(await permitted(row.action, row.by));
});

describe.each(awsRows)("$action by $by", ({ handler, service, input, notFound, oversize }) => {
  const event = { input, call: aCall() };
  const failure = (milliseconds = 4_000) => failureOf(handler, event, withTime(milliseconds));

  test("says of what is not there that it is not there", async () => {
    const asked = { input: notFound.input, call: aCall() };
    if ("name" in notFound) expect(await failureOf(handler, asked)).toMatchObject({ name: notFound.name });
    else expect(await handler(asked)).toMatchObject({ output: notFound.output });
  });

  test.each([
    [{ code: service === "iam" ? "AccessDenied" : "AccessDeniedException", status: 403 }, "Unauthorized"],
    [{ code: service === "iam" ? "Throttling" : "ThrottlingException", status: 400 }, "RateLimited"],
    [{ code: service === "iam" ? "ServiceFailure" : "InternalServerError", status: 500 }, "Unavailable"],
    ["garbage", "InvalidOutput"],
  ] as const)("refuses by name when AWS answers %o", async (way, name) => {
    awsIs(way);
    expect(await failure()).toMatchObject({ name });
  });

  test("refuses to wait longer than the step's time", async () => {
    awsIs("hang");
    expect(await failure(200)).toMatchObject({ name: "TimedOut" });
  });

  test("refuses by name when the connection ends early", async () => {
    awsIs("cut");
    expect((await failure(2_500)).name).toMatch(/^(Unavailable|TimedOut)$/);
  });

  test("refuses more than its contract lets through, and answers no part of it", async () => {
    if ("cut" in oversize) {
      oversize.cut(iam);
      expect(JSON.stringify(await handler(event)).length).toBeLessThan(600);
      return;
    }
    if ("iam" in oversize) oversize.iam(iam);
    else dynamo.refuses((operation) => (operation === "GetItem" ? oversize.dynamo : null));
    expect((await failure()).name).toMatch(/^(InvalidOutput|OutputTooLarge)$/);
  });
});
