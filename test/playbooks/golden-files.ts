// The golden files of the library as they should be: of every playbook, with the settings of riposte.config.ts.
import { soundLibrary } from "../../cli/project.ts";
import { boundVendors } from "../../cli/vendors.ts";
import { goldenFiles } from "../../playbooks/compiler/explain/golden.ts";

/** Where they are committed. */
export const goldenFolder = new URL("golden/", import.meta.url);

/** Contents by file name. */
export async function currentGoldenFiles(): Promise<Readonly<Record<string, string>>> {
  const vendorOf = await boundVendors();
  return Object.assign({}, ...soundLibrary().playbooks.map((playbook) => goldenFiles(playbook, vendorOf)));
}
