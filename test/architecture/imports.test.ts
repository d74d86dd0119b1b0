// Who may import whom: the table holds for every file of the repository, and the check itself finds what it should.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { breachesIn, importsOf } from "./breaches.ts";
import { comesWith, rooms } from "./rooms.ts";
import { filesBelow, root, textOf } from "./tree.ts";

const sources = filesBelow("", (path) => /\.m?ts$/.test(path) && !/\.d\.ts$/.test(path));
const tree = new Map(sources.map((path) => [path, textOf(path)]));

test("every file imports only what its room may", () => {
  expect(breachesIn(tree)).toEqual([]);
});

test("every package that is imported is named in package.json, or comes with one that is", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const named = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
  const missing = [...tree].flatMap(([path, source]) =>
    importsOf(path, source).flatMap(({ specifier }) => {
      if (specifier === null || /^(\.|node:)/.test(specifier)) return [];
      const name = specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
      return named.has(name) || named.has(comesWith[name] ?? "") ? [] : [`${path} imports ${specifier}`];
    }),
  );
  expect(missing).toEqual([]);
});

test("the table names only rooms that exist", () => {
  const names = new Set(rooms.map(({ name }) => name));
  const named = rooms.flatMap(({ may, never = [] }) => [...(may === "everything" ? [] : may), ...never]);
  expect(named.filter((name) => !names.has(name))).toEqual([]);
});

const treeOf = (files: Readonly<Record<string, string>>) => new Map(Object.entries(files));
const others = {
  "actions/kit/contract/a.ts": "export const a = 1;",
  "actions/kit/runtime/b.ts": "export const b = 1;",
  "actions/iam/index.ts": 'export * from "./do-it/action.ts";',
  "actions/iam/do-it/action.ts": 'import "../shape.ts";',
  "actions/iam/shape.ts": 'import * as z from "zod";',
  "actions/iam/do-it/handler.ts": 'import "../client.ts";',
  "actions/iam/client.ts": 'import "@aws-sdk/client-iam";',
  "actions/index.ts": 'export * as iam from "./iam/index.ts";',
  "playbooks/library/p.ts": 'import { iam } from "../../actions/index.ts";',
};

test("what the table allows is no breach", () => {
  expect(breachesIn(treeOf(others))).toEqual([]);
});

test.each([
  [
    "a package",
    "actions/kit/contract/x.ts",
    'import "axios";',
    "x.ts imports axios: room kit contract may import only kit contract; packages ^zod$",
  ],
  [
    "a type",
    "actions/kit/contract/x.ts",
    'import type { b } from "../runtime/b.ts";',
    "imports actions/kit/runtime/b.ts: room kit contract may import only kit contract",
  ],
  ["an export", "actions/kit/contract/x.ts", 'export * from "../runtime/b.ts";', "imports actions/kit/runtime/b.ts"],
  [
    "a dynamic import",
    "playbooks/library/x.ts",
    'const x = await import("../../actions/iam/do-it/handler.ts");',
    "imports actions/iam/do-it/handler.ts: room library may import only",
  ],
  [
    "a computed import",
    "playbooks/library/x.ts",
    "const x = await import(`../${name}`);",
    "playbooks/library/x.ts imports what it computes",
  ],
  [
    "a node module",
    "playbooks/library/x.ts",
    'import { readFileSync } from "node:fs";',
    "playbooks/library/x.ts imports node:fs: room library",
  ],
  [
    "the disk",
    "playbooks/compiler/x.ts",
    'import "node:fs/promises";',
    "playbooks/compiler/x.ts imports node:fs/promises",
  ],
  [
    "another system",
    "actions/okta/x/handler.ts",
    'import "../../iam/client.ts";',
    "actions/okta/x/handler.ts imports actions/iam/client.ts",
  ],
  [
    "another system's contract",
    "actions/okta/x/handler.ts",
    'import "../../iam/do-it/action.ts";',
    "actions/okta/x/handler.ts imports actions/iam/do-it/action.ts",
  ],
  [
    "an SDK beside a contract",
    "actions/okta/x/action.ts",
    'import "../sdk.ts";',
    "actions/okta/sdk.ts imports @aws-sdk/client-iam: room contracts may import only",
  ],
  [
    "a handler by a host",
    "infra/local/x.ts",
    'import "../../actions/iam/do-it/handler.ts";',
    "room infra local may load room handlers only by path",
  ],
  [
    "CDK on the laptop",
    "infra/local/x.ts",
    'import { App } from "aws-cdk-lib";',
    "infra/local/x.ts imports aws-cdk-lib",
  ],
  ["the tests", "cli/x.ts", 'import "../test/support/a.ts";', "cli/x.ts imports test/support/a.ts"],
  [
    "the compiler by chatops",
    "chatops/x.ts",
    'import "../playbooks/compiler/compile.ts";',
    "chatops/x.ts imports playbooks/compiler/compile.ts",
  ],
  ["a file in no room", "attic/x.ts", "", "attic/x.ts is in no room: give it one in the table"],
])("refuses %s where the table does not allow it", (_, path, source, words) => {
  const sdk = { "actions/okta/sdk.ts": 'import "@aws-sdk/client-iam";' };
  const breaches = breachesIn(
    treeOf({ ...others, ...(path === "actions/okta/x/action.ts" ? sdk : {}), [path]: source }),
  );
  expect(breaches).toHaveLength(1);
  expect(breaches[0]).toContain(words);
});

test("imports in comments and texts are none", () => {
  const source = '// import "a";\nconst t = `import "b"`;\n/* import("c") */\nconst s = \'import("d")\';';
  expect(importsOf("x.ts", source)).toEqual([]);
});
