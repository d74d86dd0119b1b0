// Every contract that there is, and every file that serves one: the matrix must leave none of them out.
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as systems from "../../../actions/index.ts";
import { type Permission, systemOf, type Vendor, verbNounOf } from "../../../actions/kit/contract/index.ts";

/** As much of a contract as holds for all three effects; functions take what the schemas made. */
export interface Contract {
  readonly id: string;
  readonly effect: "read" | "record" | "contain";
  readonly permissions: readonly Permission[];
  readonly secrets: Readonly<Record<string, { readonly name: string }>>;
  readonly undo?: { readonly action: string; readonly input: (i: unknown, o: unknown) => unknown } | { none: string };
  readonly repeat?: { readonly by: string };
  readonly input: { parse(input: unknown): unknown };
  readonly output: { parse(output: unknown): unknown };
}

export const contracts = Object.values(systems).flatMap((actions) => Object.values(actions)) as unknown as Contract[];

export function contractOf(id: string): Contract {
  const found = contracts.find((contract) => contract.id === id);
  if (found === undefined) throw new Error(`there is no action ${id}`);
  return found;
}

/** One file that serves a contract: `handler`, or a vendor's id. */
export interface Implementation {
  readonly action: string;
  readonly by: string;
}

const actions = join(import.meta.dirname, "../../../actions");

/** The vendors that can serve a system. */
export async function vendorsOf(system: string): Promise<readonly Vendor[]> {
  const file = join(actions, system, "vendors.ts");
  return existsSync(file) ? Object.values((await import(file)) as Record<string, Vendor>) : [];
}

/** What serves a contract, by what lies in its folder. */
export async function implementationsOf({ id }: Contract): Promise<readonly Implementation[]> {
  const folder = join(actions, systemOf(id), verbNounOf(id));
  const names = ["handler", ...(await vendorsOf(systemOf(id))).map(({ system }) => system)];
  return names.filter((by) => existsSync(join(folder, `${by}.ts`))).map((by) => ({ action: id, by }));
}

/** What a function may call in AWS: its contract's permissions, and its vendor's where one serves it. */
export async function permitted(action: string, by: string): Promise<readonly string[]> {
  const vendor = (await vendorsOf(systemOf(action))).find(({ system }) => system === by);
  const permissions = [...contractOf(action).permissions, ...(vendor?.permissions ?? [])];
  return [...new Set(permissions.flatMap(({ actions: names }) => [...names]))].toSorted();
}

/** The names of the secrets that a function reads. */
export async function secretNames(action: string, by: string): Promise<readonly string[]> {
  const vendor = (await vendorsOf(systemOf(action))).find(({ system }) => system === by);
  return Object.values(vendor?.secrets ?? contractOf(action).secrets).map(({ name }) => name);
}
