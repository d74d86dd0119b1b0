// A definition that has been checked, as a value.
import type { Machine } from "./types.ts";

/** Only for texts that `diagnose` found nothing wrong with. */
export const parseDefinition = (text: string): Machine => JSON.parse(text) as Machine;
