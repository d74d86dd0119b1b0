// From a compiled playbook to what a reviewer is told of it.
import type { Json } from "../../language/node.ts";
import type { Machine } from "../emit/asl.ts";
import { estimate } from "../estimate.ts";
import { permissionsOf, type VendorOf } from "../permissions/permissions.ts";
import type { Recording } from "../record/items.ts";
import { containmentsOf, decisionsOf } from "./containments.ts";
import { orderOf } from "./order.ts";
import { stepsOf } from "./steps.ts";
import { type Summary, summary } from "./summary.ts";

/**
 * The summary of a compiled playbook: the same bytes for the same source, settings and bindings.
 * @param vendorOf the vendor that the configuration binds to a system; its secrets and permissions are the action's
 */
export function summaryOf(recording: Recording, machine: Machine, vendorOf: VendorOf): Summary {
  const { id, title, kind, owner, techniques, manualMinutes, repeats, settings } = recording;
  return summary.parse({
    format: 1,
    id,
    title,
    kind,
    owner,
    techniques: [...techniques],
    manualMinutes,
    repeats:
      repeats === null
        ? null
        : {
            sameEntity: repeats.sameEntity.map((path) => path.join(".")),
            withinSeconds: repeats.within,
            storm: { over: repeats.storm.over, inSeconds: repeats.storm.in },
          },
    settings: Object.fromEntries(
      Object.entries(settings as Record<string, Json>).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
    containments: containmentsOf(recording),
    decisions: decisionsOf(recording),
    steps: stepsOf(recording),
    order: orderOf(recording.block),
    permissions: permissionsOf(recording, machine, vendorOf),
    estimate: estimate(recording, machine),
  });
}
