// Which language each state speaks. This host speaks JSONata.
import { isObject, type JsonObject } from "../json.ts";
import { type Diagnostic, locationOf, schemaFailure } from "./diagnostic.ts";

export function languageProblems(definition: JsonObject): Diagnostic[] {
  return problemsIn(definition, [], definition.QueryLanguage === "JSONata");
}

function problemsIn(block: JsonObject, path: readonly PropertyKey[], jsonata: boolean): Diagnostic[] {
  if (!isObject(block.States)) return [];
  return Object.entries(block.States).flatMap(([name, state]) =>
    isObject(state) ? problemsOf(state, [...path, "States", name], jsonata) : [],
  );
}

function problemsOf(state: JsonObject, path: readonly PropertyKey[], jsonata: boolean): Diagnostic[] {
  const own = languageProblem(state.QueryLanguage, jsonata);
  const inner = [
    ...(Array.isArray(state.Branches)
      ? state.Branches.map((block, index) => ({ block, at: ["Branches", index] }))
      : []),
    { block: state.ItemProcessor, at: ["ItemProcessor"] },
  ];
  return [
    ...(own === null ? [] : [schemaFailure(own, locationOf(path))]),
    ...inner.flatMap(({ block, at }) => (isObject(block) ? problemsIn(block, [...path, ...at], jsonata) : [])),
  ];
}

function languageProblem(language: unknown, machineSpeaksJsonata: boolean): string | null {
  if (language === "JSONPath" && machineSpeaksJsonata) {
    return "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine";
  }
  if (language === "JSONata" || machineSpeaksJsonata) return null;
  return "this host runs states in JSONata only: set 'QueryLanguage' to 'JSONata' in the state or in the machine";
}
