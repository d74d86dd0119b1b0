// The contracts of all actions by id: what an approval knows of a containment comes from there.
import * as actions from "../../actions/index.ts";
import type { Declaration } from "../../actions/kit/contract/index.ts";

export type Contracts = ReadonlyMap<string, Declaration>;

/** A table of contracts from namespaces by system. */
export const contractsOf = (systems: Readonly<Record<string, object>>): Contracts =>
  new Map(
    Object.values(systems)
      .flatMap((system) => Object.values(system))
      .filter(isContract)
      .map((contract) => [contract.id, contract]),
  );

const isContract = (value: unknown): value is Declaration =>
  typeof value === "object" && value !== null && "effect" in value && "id" in value && "input" in value;

export const allContracts: Contracts = contractsOf(actions);
