// The app's manifest and its page say what the code does.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "../../chatops/commands/index.ts";
import { rights } from "../../chatops/people/roles.ts";

const manifest = readFileSync(new URL("../../chatops/manifest.yaml", import.meta.url), "utf8");
const page = readFileSync(new URL("../../docs/slack.md", import.meta.url), "utf8");

test("the manifest asks for the scopes of the methods that are called, and for no others", () => {
  const scopes = manifest
    .slice(manifest.indexOf("bot:\n"))
    .match(/^ {6}- \S+$/gm)
    ?.map((one) => one.trim().slice(2));
  expect(scopes).toEqual(["commands", "chat:write", "channels:history", "groups:history", "users:read"]);
});

test("the manifest's command and both of its URLs are those that the function answers", () => {
  expect(manifest.match(/command: (\S+)/)?.[1]).toBe("/riposte");
  const urls = manifest.match(/https:\/\/\S+\.on\.aws\S*/g) ?? [];
  expect(new Set(urls).size).toBe(1);
  expect(urls).toHaveLength(2);
  expect(urls[0]).toMatch(/\/slack$/);
});

test("every command and every role of it is on the page", () => {
  for (const { name, needs } of commands) {
    expect(page, name).toContain(`/riposte ${name}`);
    const row = page.split("\n").find((line) => line.startsWith("| `") && new RegExp(`\`${name}\``).test(line));
    const cells = row
      ?.split("|")
      .slice(2, 6)
      .map((cell) => cell.trim());
    const columns = ["analyst", "responder", "approver", "administrator"];
    const may: readonly string[] = rights[needs];
    expect(cells, name).toEqual(columns.map((role) => (may.includes(role) ? "yes" : "–")));
  }
});
