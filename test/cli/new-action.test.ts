// A new action's files compile, and their test passes, before anybody has changed anything in them.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeAction } from "../../cli/commands/new.ts";

const root = join(import.meta.dirname, "../..");
// Inside the tree, because packages are found from where a file lies.
const below = mkdtempSync(join(root, "node_modules/.new-action-"));
const named = { system: "link-scan", verbNoun: "check-url" };

beforeAll(() => {
  mkdirSync(join(below, "actions"));
  for (const folder of ["actions/kit", "infra", "test/actions/support"]) {
    mkdirSync(join(below, folder, ".."), { recursive: true });
    symlinkSync(join(root, folder), join(below, folder));
  }
  cpSync(join(root, "actions/index.ts"), join(below, "actions/index.ts"));
  const compilerOptions = { ...configuration(), rootDir: root, skipLibCheck: true };
  writeFileSync(
    join(below, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["actions/link-scan", "test/actions/link-scan"] }),
  );
});
afterAll(() => rmSync(below, { recursive: true, force: true }));

const configuration = (): object =>
  (JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8")) as { compilerOptions: object }).compilerOptions;

test("writes a contract, a handler and a test, and puts both into their lists", () => {
  expect(writeAction(below, named)).toEqual([
    "wrote actions/link-scan/check-url/action.ts",
    "wrote actions/link-scan/check-url/handler.ts",
    "wrote test/actions/link-scan/check-url.test.ts",
    "changed actions/link-scan/index.ts",
    "changed actions/index.ts",
  ]);
  const list = readFileSync(join(below, "actions/index.ts"), "utf8");
  expect(list).toContain('export * as linkScan from "./link-scan/index.ts";');
  const lines = list.split("\n").filter((line) => line.startsWith("export"));
  expect(lines).toEqual(lines.toSorted());
});

test("a second action of the system goes into the same list", () => {
  writeAction(below, { ...named, verbNoun: "find-screenshot" });
  expect(readFileSync(join(below, "actions/link-scan/index.ts"), "utf8")).toBe(
    '// Link scan.\nexport { checkUrl } from "./check-url/action.ts";\nexport { findScreenshot } from "./find-screenshot/action.ts";\n',
  );
});

test("what is written compiles as the tree does, and is formatted as the tree is", () => {
  execFileSync(join(root, "node_modules/.bin/tsc"), ["--noEmit", "-p", below], { cwd: root, stdio: "pipe" });
  for (const path of ["action.ts", "handler.ts"].map((file) => `actions/link-scan/check-url/${file}`)) {
    const content = readFileSync(join(below, path), "utf8");
    expect(formatted(path, content)).toBe(content);
  }
  const test = "test/actions/link-scan/check-url.test.ts";
  expect(formatted(test, readFileSync(join(below, test), "utf8"))).toBe(readFileSync(join(below, test), "utf8"));
}, 30_000);

const formatted = (path: string, input: string): string =>
  execFileSync(join(root, "node_modules/.bin/biome"), ["check", "--write", `--stdin-file-path=${path}`], {
    cwd: root,
    input,
    encoding: "utf8",
  });

test("the contract says what every contract must say, and the handler answers", async () => {
  const { checkUrl } = (await import(join(below, "actions/link-scan/index.ts"))) as {
    checkUrl: { id: string; input: { parse(value: unknown): unknown }; examples: { input: unknown }[] };
  };
  expect(checkUrl.id).toBe("link-scan.check-url");
  for (const { input } of checkUrl.examples) expect(checkUrl.input.parse(input)).toEqual(input);
  const { handler } = (await import(join(below, "actions/link-scan/check-url/handler.ts"))) as {
    handler: (event: unknown) => Promise<unknown>;
  };
  await expect(handler({ input: {}, call: null })).rejects.toMatchObject({
    name: expect.stringMatching(/Invalid|Missing/),
  });
});

test.each([
  ["Urlscan", "check-url", /kebab-case/],
  ["urlscan", "check url", /kebab-case/],
  ["urlscan", "../../x-y", /kebab-case/],
  ["urlscan", "check", /verb and a noun/],
  ["kit", "check-url", /another kind/],
  ["link-scan", "check-url", /there already/],
])("refuses the name %s %s", (system, verbNoun, reason) => {
  expect(() => writeAction(below, { system, verbNoun })).toThrow(reason);
});

test("refuses a call that names no system, as a usage error", () => {
  const { status, stderr } = spawnSync(process.execPath, ["cli/riposte.ts", "new", "action"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stderr).toContain("missing required argument 'system'");
  expect(status).toBe(2);
});
