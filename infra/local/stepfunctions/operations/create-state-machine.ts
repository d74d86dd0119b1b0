// CreateStateMachine: the same request again is answered as the first was.
import { randomUUID } from "node:crypto";
import type { CreateStateMachineOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import type { MachineRow } from "../journal/records.ts";
import { definitionLength, nameLength } from "../limits.ts";
import type { Service } from "../service.ts";
import { ApiError } from "../wire/api-error.ts";
import { checkedName, machineArn } from "../wire/arns.ts";
import { checkedDefinition, checkedRole } from "./definition-input.ts";
import {
  encryptionConfiguration,
  loggingConfiguration,
  settingsFrom,
  tracingConfiguration,
} from "./machine-settings.ts";
import { maybe, operation } from "./operation.ts";

const tag = z.object({ key: maybe(z.string().min(1).max(128)), value: maybe(z.string().max(256)) });

const schema = z.object({
  name: z.string().min(1).max(nameLength),
  definition: z.string().min(1).max(definitionLength),
  roleArn: z.string().min(1).max(256),
  type: maybe(z.enum(["STANDARD", "EXPRESS"])),
  loggingConfiguration,
  tracingConfiguration,
  encryptionConfiguration,
  tags: maybe(z.array(tag)),
  publish: maybe(z.boolean()),
  versionDescription: maybe(z.string().max(256)),
});

const mostTags = 50;

export const createStateMachine = operation(schema, (service, input): CreateStateMachineOutput => {
  const { name, definition } = input;
  checkedName(name);
  checkedRole(input.roleArn);
  refuseUnsupported(input);
  const settings = JSON.stringify(settingsFrom(input));
  checkedDefinition(definition);
  const arn = machineArn(service.place, name);
  const existing = service.records.machine(arn);
  if (existing !== undefined) return sameAgain(service, existing, { definition, settings, role: input.roleArn });
  const machine: MachineRow = {
    ...{ arn, name, type: "STANDARD", role: input.roleArn, settings },
    ...{
      definition: service.records.definitionId(definition),
      revision: randomUUID(),
      created: service.engine.clock.now(),
    },
  };
  service.records.saveMachine(machine);
  return { stateMachineArn: arn, creationDate: new Date(machine.created) };
});

function refuseUnsupported({ type, publish, versionDescription, tags }: z.infer<typeof schema>): void {
  if (versionDescription !== undefined && publish !== true) {
    throw new ApiError("ValidationException", "Version description can only be set when publish is true");
  }
  if (type === "EXPRESS") {
    throw new ApiError(
      "StateMachineTypeNotSupported",
      "State Machine Type Not Supported: 'this host runs STANDARD machines only'",
    );
  }
  if (publish === true) throw new ApiError("ValidationException", "this host keeps no versions: leave publish out");
  if ((tags ?? []).length > mostTags) throw new ApiError("TooManyTags", `Too many tags: at most ${mostTags}`);
}

function sameAgain(
  service: Service,
  existing: MachineRow,
  wanted: { definition: string; settings: string; role: string },
): CreateStateMachineOutput {
  const same =
    existing.settings === wanted.settings && service.records.definitionText(existing.definition) === wanted.definition;
  if (!same) throw new ApiError("StateMachineAlreadyExists", `State Machine Already Exists: '${existing.arn}'`);
  return { stateMachineArn: existing.arn, creationDate: new Date(existing.created) };
}
