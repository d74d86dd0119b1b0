// The files that a reviewer finds beside a change: the machine, the explanation, the diagram, and the summary that a later
// diff reads. Made by one function, so that a test can say whether the committed ones are current.
import type { Machine } from "../emit/asl.ts";
import { mermaid } from "../graph/mermaid.ts";
import type { VendorOf } from "../permissions/permissions.ts";
import type { Recording } from "../record/items.ts";
import { explain } from "./explain.ts";
import { summaryOf } from "./summarise.ts";

/** The name of the summary's file. */
export const summaryFile = (playbook: string): string => `${playbook}.review.json`;

/** The golden files of a compiled playbook, by name. */
export function goldenFiles(
  { recording, machine }: { readonly recording: Recording; readonly machine: Machine },
  vendorOf: VendorOf,
): Readonly<Record<string, string>> {
  const summary = summaryOf(recording, machine, vendorOf);
  return {
    [`${recording.id}.asl.json`]: `${JSON.stringify(machine, null, 2)}\n`,
    [`${recording.id}.txt`]: explain(summary),
    [`${recording.id}.mmd`]: mermaid(recording),
    [summaryFile(recording.id)]: `${JSON.stringify(summary, null, 2)}\n`,
  };
}
