// Names and ARNs, checked in AWS's words.
import { nameLength } from "../limits.ts";
import { executionDoesNotExist, invalidArn, invalidName } from "./api-error.ts";

export interface Place {
  readonly region: string;
  readonly account: string;
}

export const machineArn = ({ region, account }: Place, name: string): string =>
  `arn:aws:states:${region}:${account}:stateMachine:${name}`;
export const executionArn = ({ region, account }: Place, machine: string, name: string): string =>
  `arn:aws:states:${region}:${account}:execution:${machine}:${name}`;

const longestArn = 256;

/** The resource part of an ARN of this service, split at colons. Throws InvalidArn. */
function resourceOf(arn: string, kind: string): string[] {
  const [prefix, partition, service, region, account, ...resource] = arn.split(":");
  if (prefix !== "arn") throw invalidArn(`Invalid ARN prefix: ${arn}`);
  if (arn.length > longestArn || !/^aws[a-z-]*$/.test(partition ?? "") || !region || !/^\d{12}$/.test(account ?? "")) {
    throw invalidArn(`Invalid ARN: ${arn}`);
  }
  if (service !== "states" || resource[0] !== kind) {
    throw invalidArn(`Resource type not valid in this context: ${resource[0] || service || ""}`);
  }
  return resource.slice(1);
}

/** The ARN itself, without a version or an alias. */
export function checkedMachineArn(arn: string): string {
  const [name, qualifier, ...rest] = resourceOf(arn, "stateMachine");
  if (!name || rest.length > 0) throw invalidArn(`Invalid ARN: ${arn}`);
  return qualifier === undefined ? arn : arn.slice(0, -qualifier.length - 1);
}

export function checkedExecutionArn(arn: string): string {
  const [machine, name, ...rest] = resourceOf(arn, "execution");
  if (!machine || !name) throw invalidArn(`Invalid ARN: ${arn}`);
  if (rest.length > 0) throw executionDoesNotExist(arn);
  return arn;
}

const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\p{Surrogate}\p{Cn}]/u;

export function checkedName(name: string): string {
  if (name === "" || name.length > nameLength || forbidden.test(name)) throw invalidName(name);
  return name;
}
