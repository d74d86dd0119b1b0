// What the role of a playbook's machine lets it do: invoke the functions that its definition names, and nothing else. The
// same statement is what a deployment gives it on AWS.
import { functionsOf } from "../../playbooks/compiler/emit/fill.ts";
import type { CompiledLibrary } from "../../playbooks/compiler/library.ts";
import { arnOf } from "./aws/index.ts";
import { functionName } from "./functions.ts";
import { roleArn } from "./names.ts";

/** ARNs of the functions that a role may invoke, by the role's ARN. */
export type Grants = ReadonlyMap<string, ReadonlySet<string>>;

/** Roles of this library's machines. */
export const grantsOf = (library: CompiledLibrary): Grants =>
  new Map(
    library.playbooks.map(({ recording, machine }) => [
      roleArn(recording.id),
      new Set(functionsOf(machine).map((id) => arnOf.function(functionName(id)))),
    ]),
  );

/**
 * Whether a machine's role lets it invoke a function. Roles that are not a playbook's belong to machines that somebody else
 * made on this host; it holds no policies of theirs and lets them.
 */
export const mayInvokeBy =
  (grants: Grants) =>
  (role: string, functionReference: string): boolean =>
    grants.get(role)?.has(arnIn(functionReference)) ?? true;

const arnIn = (reference: string): string => (reference.startsWith("arn:") ? reference : arnOf.function(reference));
