// One suite for every SIEM: the same question about the same organisation is answered the same, whoever is bound, and no
// value that is asked about can alter the question.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Handler } from "../../../actions/kit/runtime/work.ts";
import { createSecretsManager, type SecretsManager } from "../../../infra/local/aws/index.ts";
import { realClock } from "../../../infra/local/clock.ts";
import { type LocalServer, startServer } from "../../../infra/local/server.ts";
import { createSimulators, simulatedSecrets } from "../../../infra/local/simulators/index.ts";
import { aCall, exampleSettings, failureOf } from "../support/world.ts";

const clock = realClock();
const directory = mkdtempSync(join(tmpdir(), "riposte-siems-"));
const maria = {
  type: "iam-user",
  id: "arn:aws:iam::111122223333:user/maria.lopez",
  account: "111122223333",
  name: "maria.lopez",
};
let server: LocalServer;
let secrets: SecretsManager;

beforeAll(async () => {
  secrets = createSecretsManager({ clock, dataDir: null });
  for (const [name, value] of Object.entries(simulatedSecrets)) await secrets.ensureSecret(`riposte/${name}`, value);
  const siem = createSimulators({ clock }).handle("siem");
  if (siem === undefined) throw new Error("nobody simulates the SIEM");
  server = await startServer({ port: 0, services: { secretsmanager: secrets.handle }, simulators: { siem } });
  const settings = join(directory, "settings.json");
  writeFileSync(settings, JSON.stringify({ ...exampleSettings, siem: { indexes: ["auth", "web"] } }));
  Object.assign(process.env, {
    RIPOSTE_SETTINGS: settings,
    RIPOSTE_BASE_URL_SIEM: `${server.origin}/simulators/siem`,
    AWS_ENDPOINT_URL: server.origin,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "simulated",
    AWS_SECRET_ACCESS_KEY: "simulated",
  });
});
afterAll(async () => {
  await server.close(0);
  await secrets.stop();
  clock.stop();
  rmSync(directory, { recursive: true });
});

const vendors = ["splunk", "elastic", "opensearch"] as const;
const handlerOf = async (question: string, vendor: string): Promise<Handler> =>
  ((await import(`../../../actions/siem/${question}/${vendor}.ts`)) as { handler: Handler }).handler;
const asked = async (question: string, vendor: string, input: object): Promise<Record<string, unknown>> => {
  const handler = await handlerOf(question, vendor);
  return ((await handler({ input, call: aCall() })) as { output: Record<string, unknown> }).output;
};

const questions: readonly (readonly [string, object, object])[] = [
  ["events-by-ip", { ip: "203.0.113.7" }, { truncated: false, users: expect.arrayContaining(["maria.lopez"]) }],
  [
    "events-by-principal",
    { principal: maria },
    { addresses: expect.arrayContaining(["203.0.113.7", "198.51.100.20"]) },
  ],
  [
    "events-by-access-key",
    { accessKeyId: "AKIAEXAMPLEMARIA0001" },
    { total: 1, users: ["maria.lopez"], addresses: ["203.0.113.7"], events: [{ what: "ListAccessKeys" }] },
  ],
  [
    "logins-of",
    { principal: maria, lookback: 600 },
    { total: 4, failures: 3, logins: [{ ip: "203.0.113.7" }, {}, {}, {}] },
  ],
  [
    "failed-logins",
    { ip: "203.0.113.66" },
    { failures: 23, users: ["svc-reports"], successAfter: { user: "svc-reports", failuresBefore: 23 } },
  ],
  ["failed-logins", { user: "svc-reports" }, { failures: 23, addresses: ["203.0.113.66"] }],
  ["failed-logins", { ip: "203.0.113.66", user: "maria.lopez" }, { failures: 0, successAfter: null, logins: [] }],
  [
    "web-requests",
    { ip: "203.0.113.66" },
    { total: 4, answered: 1, serverErrors: 2, bytes: 51_133, slowestSeconds: 5.021 },
  ],
];

describe.each(vendors)("%s", (vendor) => {
  test.each(questions)("answers %s of %j", async (question, input, expected) => {
    const output = await asked(question, vendor, input);
    expect(output).toMatchObject(expected);
    expect(output).toEqual(await asked(question, "splunk", input));
  });

  test("refuses to look for failures of nobody and nowhere", async () => {
    const handler = await handlerOf("failed-logins", vendor);
    expect(await failureOf(handler, { input: {}, call: aCall() })).toMatchObject({ name: "InvalidInput" });
  });

  test("finds nothing more by a hostile name than by one that nobody has", async () => {
    const hostile = fc.oneof(
      fc.string({ maxLength: 60, unit: "grapheme" }),
      fc.constantFrom(
        'x" OR user="maria.lopez',
        "*",
        "maria*",
        '"} ] }',
        "x | delete",
        "_exists_:user",
        "maria.lopez OR 1",
        "\\",
        "[search *]",
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (user) => {
        const handler = await handlerOf("failed-logins", vendor);
        const answer = await handler({ input: { user, lookback: 86_400 }, call: aCall() }).catch(
          (error: Error) => error.name,
        );
        if (typeof answer === "string") expect(answer).toBe("InvalidInput");
        else expect((answer as { output: object }).output).toMatchObject({ failures: 0, logins: [] });
      }),
      { numRuns: 40 },
    );
  });
});
