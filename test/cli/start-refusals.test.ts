// What `riposte start` refuses: before anything starts, in one sentence with what to do, and with nothing on stdout.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { publishable } from "../../cli/start/finding.ts";
import { startOptions } from "../../cli/start/options.ts";
import { fileWith, start } from "./start-process.ts";

vi.setConfig({ testTimeout: 60_000 });

const example: Record<string, unknown> = JSON.parse(
  readFileSync(new URL("../../infra/local/simulators/examples/impossible-travel.json", import.meta.url), "utf8"),
);

async function refusal(...words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await start(...words);
  expect({ exitCode, stdout, stderr }).toMatchObject({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(/^riposte: |^error: /);
  expect(stderr).not.toMatch(/\n\s+at /);
  return stderr;
}

describe("refuses a finding", () => {
  const { sourceIp: _, ...without } = example;

  const files = [
    ["that is not JSON", "not-json.json", "{ nothing", /not-json\.json: expected a finding as JSON/],
    ["that is no object", "list.json", "[1]", /list\.json: expected a finding as a JSON object/],
    [
      "of an unknown kind",
      "kind.json",
      JSON.stringify({ ...example, kind: "bad-weather" }),
      /kind\.json: kind: expected .*"impossible-travel".*bad-weather/,
    ],
    ["that lacks a field", "lacks.json", JSON.stringify(without), /lacks\.json: sourceIp: /],
    [
      "with a field that is no address",
      "ip.json",
      JSON.stringify({ ...example, sourceIp: "nowhere" }),
      /ip\.json: sourceIp: .*nowhere/,
    ],
  ] as const;

  test.each(files)("%s, naming file and field", (_case, name, text, message) => {
    const error = expect.objectContaining({ exitCode: 2, message: expect.stringMatching(message) });
    expect(() => publishable(fileWith(name, text), Date.now())).toThrow(error);
  });

  test("that is not there, naming the file", () => {
    expect(() => publishable("/nowhere/finding.json", Date.now())).toThrow(/\/nowhere\/finding\.json/);
  });

  test("with exit 2, before anything starts", async () => {
    const [, name, text, message] = files[3];
    expect(await refusal("--once", "--json", "--finding", fileWith(name, text))).toMatch(message);
  });
});

describe("refuses options", () => {
  test("with exit 2, before anything starts", async () => {
    expect(await refusal("--once", "--fail", "nonsense")).toContain(
      '--fail takes SYSTEM=KIND, not "nonsense"; kinds are 500, 503',
    );
    expect(await refusal("--nonsense")).toContain("unknown option '--nonsense'");
  });

  test.each([
    [{ fail: ["abuseipdb=sulking"] }, /--fail takes SYSTEM=KIND, not "abuseipdb=sulking"; kinds are .*timeout/],
    [{ fail: ["abuseipd=500"] }, /--fail: no system is called "abuseipd"; there are abuseipdb, /],
    [{ fail: ["=500"] }, /--fail: no system is called ""/],
    [{ answer: "maybe" }, /^--answer takes approved, denied, expired$/],
    [{ latency: "soon" }, /^--latency takes milliseconds, a whole number from 0 to 60000$/],
    [{ latency: "" }, /^--latency takes milliseconds/],
    [{ port: "99999" }, /^--port takes a port's number, a whole number from 0 to 65535$/],
    [{ port: "-1" }, /^--port takes/],
    [{ real: "abuseipd" }, /--real: no system is called "abuseipd"; there are abuseipdb, /],
    [{ secrets: "/nowhere.json" }, /--secrets \/nowhere\.json: expected a JSON file/],
  ])("%j", (options, message) => {
    expect(() => startOptions(options)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringMatching(message) }),
    );
  });
});

describe("refuses to contain on real systems", () => {
  test("with --once: exit 2, before anything starts", async () => {
    expect(await refusal("--real", "iam", "--once")).toMatch(/real identities.*leave out --once, --json and --answer/);
  });

  test.each([
    [{ real: "iam", json: true }],
    [{ real: "abuseipdb, identity", answer: "approved" }],
    [{ real: "iam,slack", answer: "expired" }],
  ])("%j: nobody but a person approves", (options) => {
    expect(() => startOptions(options)).toThrow(/leave out --once, --json and --answer/);
  });

  test("while the approvers are simulated", () => {
    expect(() => startOptions({ real: "iam" })).toThrow(/approvers are simulated: make Slack real too/);
  });
});

test("refuses a busy port: says which, and names --port", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { exitCode, stdout, stderr } = await start("--once", "--json", "--port", String(port));
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toContain(`port ${port} on 127.0.0.1 is in use`);
  expect(stderr).toContain("--port");
  expect(stderr).not.toMatch(/\n\s+at /);
});
