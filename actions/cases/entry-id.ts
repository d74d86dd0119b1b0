// The id of the entry that a call writes: the same call writes the same entry, however often it is repeated.
import type { Call } from "../kit/contract/index.ts";

export const entryId = (kind: string, { execution, step, item }: Call): string =>
  `${kind}:${execution}/${step}${item === null ? "" : `/${item}`}`;
