// Lists of a SIEM are as long as an attacker likes, and so are their texts. What does not fit is left out and said so.

/** As many rows from the start as fit into `bytes` of JSON, and no more than `most`. */
export function fitting<Row>(rows: readonly Row[], most: number, bytes: number): Row[] {
  let left = bytes;
  const kept: Row[] = [];
  for (const row of rows.slice(0, most)) {
    left -= Buffer.byteLength(JSON.stringify(row)) + 1;
    if (left < 0) break;
    kept.push(row);
  }
  return kept;
}

/** How many rows are fetched, so that they can be counted. */
export const counted = 500;

/** What each output needs beside its list. */
export const headBytes = 6_144;
