// The shape of an operation file: a schema for what comes in, a function typed by the SDK for what goes out.
import * as z from "zod";
import type { Service } from "../service.ts";
import type { Operation } from "./operations.ts";

/**
 * Declares an operation.
 *
 * @example
 * export const deleteStateMachine = operation(z.object({ stateMachineArn: arn }), (service, input): DeleteStateMachineOutput => …);
 */
export const operation = <Input, Output extends object>(
  input: z.ZodType<Input>,
  run: (service: Service, input: Input) => Output,
): Operation => ({ input, run: run as Operation["run"] });

export const arn = z.string().min(1).max(256);
/** Absent and null are the same on the wire. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => value ?? undefined, schema.optional());
export const includedData = maybe(z.enum(["ALL_DATA", "METADATA_ONLY"]));
