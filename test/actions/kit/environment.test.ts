// What a function is told by its host: each thing when it is asked for, and a plain word when it is missing or wrong.
import { mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { environment, settings } from "../../../actions/kit/runtime/environment.ts";
import { exampleSettings } from "../support/world.ts";

const path = join(mkdtempSync(join(tmpdir(), "riposte-environment-")), "settings.json");

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("RIPOSTE_")) delete process.env[name];
  process.env.RIPOSTE_SETTINGS = path;
});

test("says which variable is missing and what it should hold", () => {
  expect(() => environment().casesTable).toThrow(/RIPOSTE_CASES_TABLE is not set, expected the name of the case table/);
  process.env.RIPOSTE_CASES_TABLE = "riposte-cases";
  expect(environment().casesTable).toBe("riposte-cases");
});

test("reads the mirrors' queues, and refuses what is no object of URLs", () => {
  process.env.RIPOSTE_MIRROR_QUEUES = '{"jira":"http://127.0.0.1:1/q"}';
  expect(environment().mirrorQueues).toEqual({ jira: "http://127.0.0.1:1/q" });
  for (const wrong of ["{", "[]", '{"jira":"here"}', "7"]) {
    process.env.RIPOSTE_MIRROR_QUEUES = wrong;
    expect(() => environment().mirrorQueues).toThrow(/RIPOSTE_MIRROR_QUEUES/);
  }
});

test("finds a vendor's base URL by its system, and refuses one that is more than an address", () => {
  expect(environment().baseUrl("ip-database")).toBeNull();
  process.env.RIPOSTE_BASE_URL_IP_DATABASE = "http://127.0.0.1:8080/simulators/ip-database";
  expect(environment().baseUrl("ip-database")?.pathname).toBe("/simulators/ip-database");
  for (const wrong of [
    "file:///etc/passwd",
    "http://u:p@x.example",
    "http://x.example/?q=1",
    "x.example",
    "http://x/#f",
  ]) {
    process.env.RIPOSTE_BASE_URL_IP_DATABASE = wrong;
    expect(() => environment().baseUrl("ip-database")).toThrow(/plain http or https URL/);
  }
});

test("reads the settings once, and again when the file has changed", () => {
  writeFileSync(path, JSON.stringify(exampleSettings));
  const first = settings();
  expect(settings()).toBe(first);
  writeFileSync(path, JSON.stringify({ ...exampleSettings, organisation: "Another Corp" }));
  utimesSync(path, new Date(), new Date(Date.now() + 5_000));
  expect(settings().organisation).toBe("Another Corp");
});

test("refuses settings that do not fit, and names the field", () => {
  writeFileSync(path, JSON.stringify({ ...exampleSettings, accounts: ["12"] }));
  utimesSync(path, new Date(), new Date(Date.now() + 10_000));
  expect(() => settings()).toThrow(/accounts\[0\]/);
});
