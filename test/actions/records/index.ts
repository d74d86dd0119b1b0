// Every action that records, but for those on the case, whose store has tests of its own.
import { addIfAbsent } from "./ip-database.ts";
import type { RecordRow } from "./record.ts";

export const records: readonly RecordRow[] = [addIfAbsent];
