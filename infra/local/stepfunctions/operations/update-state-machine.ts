// UpdateStateMachine: what runs keeps the definition that it started with.
import { randomUUID } from "node:crypto";
import type { UpdateStateMachineOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { definitionLength } from "../limits.ts";
import { ApiError } from "../wire/api-error.ts";
import { checkedDefinition, checkedRole } from "./definition-input.ts";
import {
  encryptionConfiguration,
  loggingConfiguration,
  settingsFrom,
  tracingConfiguration,
} from "./machine-settings.ts";
import { arn, maybe, operation } from "./operation.ts";

const schema = z.object({
  stateMachineArn: arn,
  definition: maybe(z.string().min(1).max(definitionLength)),
  roleArn: maybe(z.string().min(1).max(256)),
  loggingConfiguration,
  tracingConfiguration,
  encryptionConfiguration,
  publish: maybe(z.boolean()),
  versionDescription: maybe(z.string().max(256)),
});

export const updateStateMachine = operation(schema, (service, input): UpdateStateMachineOutput => {
  const { stateMachineArn, definition, roleArn, publish, ...settings } = input;
  const machine = service.machine(stateMachineArn);
  if (Object.values({ definition, roleArn, ...settings }).every((value) => value === undefined)) {
    const members = { reason: "MISSING_REQUIRED_PARAMETER" };
    throw new ApiError(
      "MissingRequiredParameter",
      "Either the definition, the role ARN, the LoggingConfiguration, the " +
        "EncryptionConfiguration, or the TracingConfiguration must be specified",
      { members },
    );
  }
  if (publish === true) throw new ApiError("ValidationException", "this host keeps no versions: leave publish out");
  if (roleArn !== undefined) checkedRole(roleArn);
  if (definition !== undefined) checkedDefinition(definition);
  const updated = {
    ...machine,
    role: roleArn ?? machine.role,
    definition: definition === undefined ? machine.definition : service.records.definitionId(definition),
    settings: JSON.stringify(settingsFrom(settings, JSON.parse(machine.settings))),
    revision: randomUUID(),
  };
  service.records.saveMachine(updated);
  return { updateDate: new Date(service.engine.clock.now()), revisionId: updated.revision };
});
