// The vendors that the configuration binds: what serves `siem.logins-of` here, with its secrets and permissions.
import { existsSync } from "node:fs";
import type { Vendor } from "../actions/kit/contract/index.ts";
import type { VendorOf } from "../playbooks/compiler/permissions/permissions.ts";
import { checkedConfiguration } from "./project.ts";
import { Stop } from "./stop.ts";

/** Loads the vendors named in `bindings`; each is an export of `actions/<system>/vendors.ts`. */
export async function boundVendors(): Promise<VendorOf> {
  const bound = new Map<string, Vendor>();
  for (const [system, name] of Object.entries(checkedConfiguration().bindings)) {
    bound.set(system, await vendor(system, name));
  }
  return (system) => bound.get(system) ?? null;
}

async function vendor(system: string, name: string): Promise<Vendor> {
  const file = new URL(`../actions/${encodeURIComponent(system)}/vendors.ts`, import.meta.url);
  const vendors = existsSync(file) ? Object.values((await import(file.href)) as Record<string, Vendor>) : [];
  const found = vendors.find((one) => one.system === name);
  if (found !== undefined) return found;
  const known = vendors.map((one) => one.system).join(", ") || "nobody";
  throw new Stop(1, `riposte.config.ts binds ${system} to "${name}", which cannot serve it: ${known} can`);
}
