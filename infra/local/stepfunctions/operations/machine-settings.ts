// The configurations of a machine that this host keeps and gives back, and the checks that AWS makes of them.
import * as z from "zod";
import { ApiError } from "../wire/api-error.ts";
import { maybe } from "./operation.ts";

const logGroup = z.object({ cloudWatchLogsLogGroup: maybe(z.object({ logGroupArn: maybe(z.string().max(256)) })) });

export const loggingConfiguration = maybe(
  z.object({
    level: maybe(z.enum(["ALL", "ERROR", "FATAL", "OFF"])),
    includeExecutionData: maybe(z.boolean()),
    destinations: maybe(z.array(logGroup)),
  }),
);
export const tracingConfiguration = maybe(z.object({ enabled: maybe(z.boolean()) }));
export const encryptionConfiguration = maybe(
  z.object({
    type: z.enum(["AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"]),
    kmsKeyId: maybe(z.string().min(1).max(2_048)),
    kmsDataKeyReusePeriodSeconds: maybe(z.int().min(60).max(900)),
  }),
);

export interface MachineSettings {
  readonly logging: { readonly level: "ALL" | "ERROR" | "FATAL" | "OFF"; readonly includeExecutionData: boolean };
  readonly tracing: { readonly enabled: boolean };
}

interface Given {
  readonly loggingConfiguration?: z.infer<typeof loggingConfiguration>;
  readonly tracingConfiguration?: z.infer<typeof tracingConfiguration>;
  readonly encryptionConfiguration?: z.infer<typeof encryptionConfiguration>;
}

/** The settings as given, the rest as they were. Throws ApiError for what this host cannot do. */
export function settingsFrom(given: Given, before: MachineSettings = usualSettings): MachineSettings {
  const { loggingConfiguration: logging, tracingConfiguration: tracing, encryptionConfiguration: encryption } = given;
  if (encryption?.type === "CUSTOMER_MANAGED_KMS_KEY") {
    throw new ApiError("InvalidEncryptionConfiguration", "Invalid Encryption Configuration: this host has no KMS keys");
  }
  if (logging?.level !== undefined && logging.level !== "OFF" && (logging.destinations ?? []).length === 0) {
    throw new ApiError(
      "InvalidLoggingConfiguration",
      "Invalid Logging Configuration: Must specify exactly one Log Destination.",
    );
  }
  return {
    logging:
      logging === undefined
        ? before.logging
        : { level: logging.level ?? "OFF", includeExecutionData: logging.includeExecutionData ?? false },
    tracing: tracing === undefined ? before.tracing : { enabled: tracing.enabled ?? false },
  };
}

const usualSettings: MachineSettings = {
  logging: { level: "OFF", includeExecutionData: false },
  tracing: { enabled: false },
};
