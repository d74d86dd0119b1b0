// The golden files of the library as they should be: of every playbook, with the settings of riposte.config.ts.
import { expectedFiles } from "../../cli/golden.ts";
import { soundLibrary } from "../../cli/project.ts";
import { boundVendors } from "../../cli/vendors.ts";

export { goldenFolder } from "../../cli/golden.ts";

/** Contents by file name. */
export const currentGoldenFiles = async (): Promise<Readonly<Record<string, string>>> =>
  expectedFiles(soundLibrary().playbooks, await boundVendors());
