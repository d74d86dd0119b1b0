// Assignments: names that may be assigned, and no inner scope assigning what an outer one does.
import type { JsonObject } from "../json.ts";
import { nameLength } from "../limits.ts";
import { type Diagnostic, locationOf, schemaFailure } from "./diagnostic.ts";
import type { Block, Machine, State } from "./types.ts";
import { type BlockVisit, blocksOf } from "./walk.ts";

const identifier = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

export function checkVariables(machine: Machine): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const visit of blocksOf(machine)) {
    const outer = outerNames(visit);
    for (const { name, path } of assignmentsIn(visit.block)) {
      const location = locationOf([...visit.path, ...path]);
      const problem = nameProblem(name);
      if (problem !== null) found.push(schemaFailure(problem, location));
      if (outer.has(name)) {
        found.push(
          schemaFailure(
            `The variable '${name}' is assigned in an outer scope and cannot be assigned in this one`,
            location,
          ),
        );
      }
    }
  }
  return found;
}

function nameProblem(name: string): string | null {
  if (name === "states") return "The variable name 'states' is reserved";
  if (identifier.test(name) && [...name].length <= nameLength) return null;
  return `'${name}' is not a valid variable name: an identifier of at most ${nameLength} characters is expected`;
}

function outerNames({ parent }: BlockVisit): Set<string> {
  const names = new Set<string>();
  for (let outer = parent; outer !== null; outer = outer.parent) {
    for (const { name } of assignmentsIn(outer.block)) names.add(name);
  }
  return names;
}

interface Assignment {
  readonly name: string;
  readonly path: readonly PropertyKey[];
}

const assignments = new WeakMap<Block, readonly Assignment[]>();

function assignmentsIn(block: Block): readonly Assignment[] {
  let known = assignments.get(block);
  if (known === undefined) {
    known = Object.entries(block.States).flatMap(([state, body]) =>
      assignsOf(body).flatMap(({ assign, path }) =>
        Object.keys(assign).map((name) => ({ name, path: ["States", state, ...path, name] })),
      ),
    );
    assignments.set(block, known);
  }
  return known;
}

function assignsOf(state: State): { assign: JsonObject; path: readonly PropertyKey[] }[] {
  const own = "Assign" in state ? [{ assign: state.Assign, path: ["Assign"] }] : [];
  const caught = "Catch" in state ? state.Catch : undefined;
  const rules = state.Type === "Choice" ? state.Choices : undefined;
  const all = [
    ...own,
    ...(caught ?? []).map(({ Assign }, index) => ({ assign: Assign, path: ["Catch", index, "Assign"] })),
    ...(rules ?? []).map(({ Assign }, index) => ({ assign: Assign, path: ["Choices", index, "Assign"] })),
  ];
  return all.flatMap(({ assign, path }) => (assign === undefined ? [] : [{ assign, path }]));
}
