// ValidateStateMachineDefinition: the checks of a creation, as a list.
import type { ValidateStateMachineDefinitionOutput } from "@aws-sdk/client-sfn";
import * as z from "zod";
import { diagnose } from "../definition/diagnose.ts";
import { definitionLength } from "../limits.ts";
import { maybe, operation } from "./operation.ts";

const schema = z.object({
  definition: z.string().max(definitionLength),
  type: maybe(z.enum(["STANDARD", "EXPRESS"])),
  severity: maybe(z.enum(["ERROR", "WARNING"])),
  maxResults: maybe(z.int().min(0).max(100)),
});

export const validateStateMachineDefinition = operation(
  schema,
  (_service, input): ValidateStateMachineDefinitionOutput => {
    const problems = diagnose(input.definition, input.type ?? "STANDARD");
    const shown = problems.slice(0, input.maxResults || 100);
    return {
      result: problems.length === 0 ? "OK" : "FAIL",
      diagnostics: shown.map(({ code, message, location }) => ({
        ...{ severity: "ERROR" as const, code, message },
        ...(location !== null && { location }),
      })),
      truncated: shown.length < problems.length,
    };
  },
);
