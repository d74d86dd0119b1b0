// Every function of the product as this host runs it: handlers are found by path and loaded when first called.
import { existsSync } from "node:fs";
import * as contracts from "../../actions/index.ts";
import { type Configuration, type Declaration, systemOf, verbNounOf } from "../../actions/kit/contract/index.ts";
import type { FunctionDefinition, FunctionHandler } from "./aws/index.ts";

/** Every contract, in the order of ids. */
export const allContracts: readonly Declaration[] = Object.values(contracts)
  .flatMap((system) => Object.values(system) as unknown as Declaration[])
  .filter((contract) => typeof contract === "object" && "effect" in contract)
  .toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The deployed name of an action's function, by action id, or of one of the product's own. */
export const functionName = (id: string): string => `riposte-${id.replace(".", "-")}`;

/** Riposte's own functions: name, module below the repository's root, seconds. */
const own: readonly (readonly [name: string, path: string, timeoutSeconds: number])[] = [
  ["dispatcher", "playbooks/dispatcher/dispatcher.ts", 60],
  ["ending", "playbooks/dispatcher/ending.ts", 60],
  ["approval", "chatops/approval/approval.ts", 30],
  ["chatops", "chatops/chatops.ts", 10],
  ["mirror-jira", "actions/mirrors/jira/handler.ts", 60],
  ["mirror-slack", "chatops/mirror/handler.ts", 60],
];

/** Seconds that a function has beyond its action's own limit, so that the action can say that its time is over. */
const grace = 2;

export function functionDefinitions(bindings: Configuration["bindings"]): readonly FunctionDefinition[] {
  return [
    ...own.map(([name, path, timeoutSeconds]) => definition(functionName(name), path, timeoutSeconds)),
    ...allContracts.map((contract) =>
      definition(
        functionName(contract.id),
        handlerPath(contract.id, bindings),
        Math.ceil(contract.limits.timeout) + grace,
      ),
    ),
  ];
}

/** The file of an action's code: the bound vendor's where it has one, else the action's own. */
function handlerPath(id: string, bindings: Configuration["bindings"]): string {
  const folder = `actions/${systemOf(id)}/${verbNounOf(id)}`;
  const vendor = bindings[systemOf(id)];
  const bound = `${folder}/${vendor}.ts`;
  return vendor !== undefined && existsSync(rootUrl(bound)) ? bound : `${folder}/handler.ts`;
}

const rootUrl = (path: string): URL => new URL(`../../${path}`, import.meta.url);

const definition = (name: string, path: string, timeoutSeconds: number): FunctionDefinition => ({
  name,
  timeoutSeconds,
  load: async () => ((await import(rootUrl(path).href)) as { handler: FunctionHandler }).handler,
});
