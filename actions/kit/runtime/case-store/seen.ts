// What may count once: the signature of a request. The row is the memory of every copy of a function.
import { seenKey } from "./layout.ts";
import { putNewRow } from "./table.ts";

/** Whether this is the first time. @param until when it may be forgotten, in milliseconds since 1970 */
export const firstSeen = (signature: string, until: number): Promise<boolean> =>
  putNewRow(seenKey(signature), { expires: Math.ceil(until / 1_000) });
