// A handful of contracts that most tests of the language and the compiler need.
import * as z from "zod";
import { evidence, personId } from "../../actions/kit/contract/index.ts";
import { type Opaque, opaque } from "../../actions/kit/contract/opaque.ts";
import { aContain, aRead, aRecord } from "./an-action.ts";

type Target = Opaque<"Target">;
const target = opaque<Target>(z.object({ id: z.string().max(20) }));
const key = z.object({ id: z.string().max(20), active: z.boolean() });

/** A vendor's opinion of an address. */
export const look = aRead({ id: "look.check-ip" });
/** Another vendor's, and slower. */
export const watch = aRead({ id: "watch.check-ip", typical: 1 });
/** Whom a claim means. */
export const who = aRead({
  id: "people.resolve-claim",
  input: z.object({ name: z.string().max(40) }),
  output: z.object({ target, person: personId.nullable() }),
});
/** All keys of somebody. */
export const keys = aRead({
  id: "keys.list-keys",
  input: z.object({ target }),
  output: z.object({ items: z.array(key).max(5), owners: z.array(z.object({ keys: z.array(key).max(3) })).max(3) }),
  complete: true,
});
/** The same, perhaps cut. */
export const someKeys = aRead({
  id: "keys.search-keys",
  input: z.object({ target }),
  output: z.object({ items: z.array(key).max(5) }),
});
export const note = aRecord({
  id: "notes.add-note",
  input: z.object({ value: z.json() }),
  output: z.object({ id: z.string().max(20) }),
});
export const gather = aRecord({
  id: "cases.add-evidence",
  input: z.object({ sections: z.array(evidence).max(20) }),
  output: z.object({ id: z.string().max(20) }),
});
export const verdict = aRecord({
  id: "cases.set-verdict",
  input: z.object({ verdict: z.enum(["clean", "malicious", "unknown"]), because: z.array(evidence).max(20) }),
  output: z.object({}),
});
export const disable = aContain({ id: "keys.disable-key", input: z.object({ key }), output: z.object({}) });
export const revoke = aContain({ id: "people.revoke-sessions", input: z.object({ target }), output: z.object({}) });
export const erase = aContain({
  id: "people.erase-device",
  input: z.object({ target }),
  output: z.object({}),
  undo: { none: "what is erased is gone" },
});
export const blockIp = aContain({
  id: "net.block-ip",
  input: z.object({ ip: z.string().max(45) }),
  output: z.object({}),
});
