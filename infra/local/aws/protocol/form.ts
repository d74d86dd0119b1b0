// The Query protocol's form: flat names that spell a tree. `Entries.member.1.Id=a` is { Entries: { member: { 1: { Id: "a" } } } },
// and lists are read off such a tree in the order of their numbers.
import { serializationError } from "./aws-error.ts";

export type FormTree = { readonly [name: string]: FormTree | string };
type Growing = { [name: string]: Growing | string };

const deepest = 12;

export function formTree(fields: URLSearchParams): FormTree {
  const root = seedling();
  for (const [path, value] of fields) plant(root, path.split("."), value);
  return root;
}

/** The members of a list field: `Foo.member.N` or `Foo.entry.N`, in order of N. Absent is the empty list. */
export function membersOf(tree: FormTree, field: string): readonly (FormTree | string)[] {
  const list = tree[field];
  if (list === undefined || typeof list === "string") return [];
  const members = list.member ?? list.entry;
  if (members === undefined || typeof members === "string") return [];
  return Object.entries(members)
    .filter(([index]) => /^[1-9]\d{0,5}$/.test(index))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, member]) => member);
}

/** A map field, spelled `Foo.entry.N.key` and `Foo.entry.N.value`. */
export function mapOf(tree: FormTree, field: string): Record<string, string> {
  const found: [string, string][] = [];
  for (const entry of membersOf(tree, field)) {
    if (typeof entry === "string") continue;
    const { key, value } = entry;
    if (typeof key === "string" && typeof value === "string") found.push([key, value]);
  }
  return Object.fromEntries(found);
}

export function textOf(tree: FormTree, field: string): string | undefined {
  const value = tree[field];
  return typeof value === "string" ? value : undefined;
}

// Without a prototype: a field called __proto__ or constructor is only a name.
const seedling = (): Growing => Object.create(null) as Growing;

function plant(root: Growing, path: readonly string[], value: string): void {
  if (path.length > deepest) throw serializationError("a form field is nested too deeply");
  let branch = root;
  for (const name of path.slice(0, -1)) {
    const next = branch[name];
    if (typeof next === "object") {
      branch = next;
      continue;
    }
    const grown = seedling();
    branch[name] = grown;
    branch = grown;
  }
  branch[path.at(-1) ?? ""] = value;
}
