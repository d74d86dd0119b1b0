// Reads what every file imports, statically and dynamically, types included, and says where the table is breached.
import { posix } from "node:path";
import { parseSync } from "vite";
import { mayComputePaths, onlyByPath, type Room, rooms } from "./rooms.ts";

export interface Import {
  /** As written. Null for a dynamic import of something computed. */
  readonly specifier: string | null;
  readonly dynamic: boolean;
}

/** Source by path from the root. */
export type Tree = ReadonlyMap<string, string>;

export function importsOf(path: string, source: string): Import[] {
  const { module, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.map(({ moduleRequest }) => moduleRequest?.value),
  );
  const fixed = [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exported];
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => literal(source.slice(start, end)));
  return [...new Set(fixed.filter((specifier) => specifier !== undefined && specifier !== null))]
    .map((specifier): Import => ({ specifier, dynamic: false }))
    .concat(dynamic.map((specifier) => ({ specifier, dynamic: true })));
}

const literal = (code: string): string | null => /^(["'`])([^"'`$\\]*)\1$/.exec(code.trim())?.[2] ?? null;

export const roomOf = (path: string): Room | null => rooms.find(({ has }) => has.test(path)) ?? null;

/** Every breach, in words: `file imports X: room A may import only …`. */
export function breachesIn(tree: Tree): string[] {
  const imports = new Map([...tree].map(([path, source]) => [path, importsOf(path, source)] as const));
  const data = contractFiles(imports);
  const roomNamed = (path: string): Room | null => (data.has(path) ? roomCalled("contracts") : roomOf(path));
  return [...imports].flatMap(([path, list]) => {
    const room = roomNamed(path);
    if (room === null) return [`${path} is in no room: give it one in the table`];
    return list.flatMap((one) => breachOf(path, room, one, roomNamed));
  });
}

const roomCalled = (name: string): Room | null => rooms.find((room) => room.name === name) ?? null;

/** What contracts import of their own system is data too, and held to the same law. */
function contractFiles(imports: ReadonlyMap<string, readonly Import[]>): Set<string> {
  const found = new Set([...imports.keys()].filter((path) => roomOf(path)?.name === "contracts"));
  for (const path of found) {
    for (const { specifier } of imports.get(path) ?? []) {
      const target = specifier === null ? null : targetOf(path, specifier);
      if (target !== null && imports.has(target) && systemOf(target) === systemOf(path)) found.add(target);
    }
  }
  return found;
}

const systemOf = (path: string): string | undefined => /^actions\/([^/]+)\//.exec(path)?.[1];

const targetOf = (path: string, specifier: string): string | null =>
  specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : null;

function breachOf(path: string, room: Room, one: Import, roomNamed: (path: string) => Room | null): string[] {
  const { specifier, dynamic } = one;
  if (specifier === null) {
    return mayComputePaths.includes(room.name)
      ? []
      : [`${path} imports what it computes: room ${room.name} may import only by name`];
  }
  const target = targetOf(path, specifier);
  if (target === null) return allowsPackage(room, specifier) ? [] : [`${path} imports ${specifier}: ${law(room)}`];
  const other = roomNamed(target);
  if (other === null) return [`${path} imports ${target}: it is in no room`];
  if (!dynamic && includes(onlyByPath.from, room.name) && includes(onlyByPath.rooms, other.name)) {
    return [`${path} imports ${target}: room ${room.name} may load room ${other.name} only by path`];
  }
  return allowsRoom(room, path, other, target) ? [] : [`${path} imports ${target}: ${law(room)}`];
}

const includes = (names: readonly string[], name: string): boolean => names.includes(name);

const allowsPackage = ({ packages, neverPackages = [] }: Room, name: string): boolean =>
  !neverPackages.some((refused) => refused.test(name)) &&
  (packages === "any" || packages.some((allowed) => allowed.test(name)));

function allowsRoom(room: Room, path: string, other: Room, target: string): boolean {
  const ofActions = ["contracts", "handlers"];
  if (ofActions.includes(room.name) && ofActions.includes(other.name)) {
    return systemOf(path) === systemOf(target) && (room.name === "handlers" || other.name === "contracts");
  }
  if (room === other) return true;
  return room.may === "everything" ? !room.never?.includes(other.name) : room.may.includes(other.name);
}

function law({ name, may, never = [], packages, neverPackages = [] }: Room): string {
  const shown = (list: readonly RegExp[]): string => list.map(({ source }) => source).join(", ");
  const all = may === "everything" ? `everything but ${never.join(", ") || "nothing"}` : [name, ...may].join(", ");
  const taken =
    packages === "any" ? `any package but ${shown(neverPackages) || "none"}` : `packages ${shown(packages) || "none"}`;
  return `room ${name} may import only ${all}; ${taken}`;
}
