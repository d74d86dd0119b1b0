// A vendor that serves actions whose contract names no vendor: `siem.logins-of` is one contract, Splunk is one of those
// who can answer it. What the vendor needs is data beside the contract, so that a host can deploy it without its code.
import type { Permission, Secrets } from "./define-action.ts";

export interface Vendor<S extends Secrets = Secrets> {
  /** The vendor's id, as `settings.bindings` names it; its file is `<system>.ts` beside the contract. */
  readonly system: string;
  readonly secrets: S;
  readonly hosts: readonly string[];
  readonly permissions: readonly Permission[];
  /** Calls a second that the vendor allows; absent where it does not say. */
  readonly perSecond?: number;
}

export const defineVendor = <const S extends Secrets>(vendor: Vendor<S>): Vendor<S> => Object.freeze(vendor);
