// What every action's contract must be, whoever wrote it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import * as systems from "../../actions/index.ts";
import { systemOf, verbNounOf } from "../../actions/kit/contract/index.ts";
import { implementationsOf, type Contract as Known, vendorsOf } from "./support/library.ts";

/** As much of a contract as holds for all three effects; functions take what the schemas made. */
interface Contract {
  readonly id: string;
  readonly title: string;
  readonly docs: string;
  readonly effect: "read" | "record" | "contain";
  readonly complete?: boolean;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly secrets: Readonly<Record<string, { readonly name: string }>>;
  readonly hosts: readonly string[];
  readonly permissions: readonly { readonly actions: readonly string[]; readonly resources: readonly string[] }[];
  readonly limits: { readonly timeout: number; readonly typical: number; readonly output: number };
  readonly examples: readonly { readonly title: string; readonly input: unknown; readonly output: unknown }[];
  readonly repeat?: { readonly by: string; readonly reason?: string };
  readonly wouldDo?: (input: unknown) => { readonly sentence: string; readonly output: unknown };
  readonly target?: (input: unknown) => {
    readonly id: string;
    readonly label: string;
    readonly account: string | null;
  };
  readonly undo?:
    | { readonly action: string; readonly input: (input: unknown, output: unknown) => unknown }
    | { readonly none: string };
  readonly verification?: string;
  readonly blastRadius?: { readonly perHour: number };
}

const contracts = Object.entries(systems).flatMap(([, actions]) => Object.entries(actions)) as unknown as [
  string,
  Contract,
][];
const byId = new Map(contracts.map(([, contract]) => [contract.id, contract]));

test("there are actions, and each is exported under its own name, once", () => {
  expect(contracts.length).toBeGreaterThan(10);
  expect(byId.size).toBe(contracts.length);
});

describe.each(contracts.map(([name, contract]) => ({ name, id: contract.id, contract })))(
  "$id",
  ({ name, contract }) => {
    const folder = join(import.meta.dirname, "../../actions", systemOf(contract.id), verbNounOf(contract.id));

    test("is named after its folder, and has a handler there: its own, or one for every vendor of the system", async () => {
      const camel = verbNounOf(contract.id).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      expect(name).toBe(camel);
      expect(existsSync(join(folder, "action.ts"))).toBe(true);
      const served = (await implementationsOf(contract as Known)).map(({ by }) => by);
      const vendors = (await vendorsOf(systemOf(contract.id))).map(({ system }) => system);
      expect([["handler"], vendors]).toContainEqual(served);
    });

    test("has a title, a page of documentation, and honest limits", () => {
      expect(contract.title.length).toBeGreaterThan(5);
      expect(new URL(contract.docs).protocol).toBe("https:");
      expect(Number.isInteger(contract.limits.timeout)).toBe(true);
      expect(contract.limits.typical).toBeLessThan(contract.limits.timeout);
      expect(contract.limits.output).toBeLessThanOrEqual(65_536);
    });

    test.each(["input", "output"] as const)("has a schema of its %s that JSON can carry both ways, bounded", (side) => {
      for (const io of ["input", "output"] as const) {
        const schema = z.toJSONSchema(contract[side], { io, unrepresentable: "throw" });
        expect(unbounded(schema as Schema)).toEqual([]);
      }
    });

    test("has examples that fit, and that its own output limit allows", () => {
      expect(contract.examples.length).toBeGreaterThanOrEqual(1);
      for (const example of contract.examples) {
        const input = contract.input.parse(example.input);
        const output = contract.output.parse(example.output);
        expect(JSON.parse(JSON.stringify(input))).toEqual(input);
        expect(output).toEqual(example.output);
        expect(Buffer.byteLength(JSON.stringify(output))).toBeLessThanOrEqual(contract.limits.output);
      }
    });

    test("asks for no more than it needs: no wildcard in an action, none alone in a resource", () => {
      for (const { actions, resources } of contract.permissions) {
        for (const action of actions) expect(action).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z]+$/);
        expect(resources.length).toBeGreaterThan(0);
        for (const resource of resources) {
          expect(resource).not.toBe("*");
          expect(resource).toMatch(/^(\$\{[a-z]+:[a-z-]+\}|arn:aws:[a-z0-9-]+:[^*]*:[^*]+)/);
        }
      }
      for (const host of contract.hosts) expect(host).toMatch(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/);
      for (const { name } of Object.values(contract.secrets)) expect(name).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
    });

    if (contract.effect !== "read") {
      test("says what it would do, and what makes a repetition safe", () => {
        expect(contract.repeat?.by).toMatch(/^(natural|key|search|at-least-once)$/);
        if (contract.repeat?.by === "at-least-once") expect(contract.repeat.reason?.length).toBeGreaterThan(10);
        for (const example of contract.examples) {
          const would = contract.wouldDo?.(contract.input.parse(example.input));
          expect(would?.sentence).toMatch(/^would /);
          expect(() => contract.output.parse(would?.output)).not.toThrow();
        }
      });
    }

    if (contract.effect === "contain") {
      test("can be shown before it is done: target, verification, limit", () => {
        expect(contract.verification?.length).toBeGreaterThan(20);
        expect(contract.blastRadius?.perHour).toBeGreaterThan(0);
        for (const example of contract.examples) {
          const target = contract.target?.(contract.input.parse(example.input));
          expect(target?.id.length).toBeGreaterThan(3);
          expect(target?.label.length).toBeGreaterThan(3);
        }
      });

      test("says whether it changed anything, and can be undone by an action that there is", () => {
        for (const example of contract.examples) expect(example.output).toMatchObject({ changed: expect.any(Boolean) });
        const { undo } = contract;
        if (undo === undefined) throw new Error("no undo is declared");
        if ("none" in undo) {
          expect(undo.none.length).toBeGreaterThan(20);
          return;
        }
        const inverse = byId.get(undo.action);
        expect(inverse?.effect).toBe("contain");
        for (const { input, output } of contract.examples) {
          const undone = undo.input(contract.input.parse(input), contract.output.parse(output));
          expect(() => inverse?.input.parse(undone)).not.toThrow();
        }
      });
    }
  },
);

interface Schema {
  readonly type?: string;
  readonly [key: string]: unknown;
}

/** Paths of strings, lists and maps in a JSON Schema that have no bound. */
function unbounded(schema: Schema, path = "it"): string[] {
  const children = ["anyOf", "oneOf", "allOf", "prefixItems"].flatMap((key) =>
    ((schema[key] as Schema[] | undefined) ?? []).flatMap((child, index) => unbounded(child, `${path}.${key}${index}`)),
  );
  const fields = Object.entries((schema.properties as Record<string, Schema> | undefined) ?? {}).flatMap(
    ([key, child]) => unbounded(child, `${path}.${key}`),
  );
  const items = schema.items === undefined ? [] : unbounded(schema.items as Schema, `${path}[]`);
  return [...own(schema, path), ...children, ...fields, ...items];
}

function own(schema: Schema, path: string): string[] {
  const closed = schema.const !== undefined || schema.enum !== undefined;
  const shaped = schema.pattern !== undefined || schema.format !== undefined;
  if (schema.type === "string" && schema.maxLength === undefined && !shaped && !closed) return [path];
  if (schema.type === "array" && schema.maxItems === undefined && schema.prefixItems === undefined) return [path];
  return [];
}
