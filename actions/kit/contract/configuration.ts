// What a security team writes in `riposte.config.ts`: people, networks, vendors, and for each playbook its mode and
// settings. Compiling turns it into the settings file that functions read.
import * as z from "zod";
import { playbookConditions, playbookSettings, settings } from "./settings.ts";

export const configuration = settings.omit({ playbooks: true }).extend({
  playbooks: z.record(
    z.string(),
    z.object({
      /** `observe` when left out. */
      mode: playbookSettings.shape.mode.optional(),
      /** When it answers a finding of its kind: always, when left out. */
      when: playbookConditions.optional(),
      /** Constants of the playbook; its own schema fills the rest. */
      settings: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});
export type Configuration = z.input<typeof configuration>;

/**
 * The configuration, its types checked.
 *
 * @example
 * export default defineConfiguration({ organisation: "Example Corp", people: [], … });
 */
export const defineConfiguration = (given: Configuration): Configuration => given;
