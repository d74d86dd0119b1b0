// An action's output as a person reads it: one field a line, lists of records as tables. It knows no action: outputs
// are in our own words and types, so their field names are the words.
import { type DocumentBlock, list, paragraph, table } from "./document.ts";
import { fieldInWords, timeInWords } from "./names.ts";
import { plainLine } from "./plain.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };
type JsonRecord = { readonly [field: string]: Json };

const mostRows = 50;
const mostColumns = 16;
const longestCell = 1_000;

export function outputInBlocks(output: Json): DocumentBlock[] {
  if (output === null) return [paragraph("Nothing was found.")];
  if (Array.isArray(output)) return listInBlocks(output);
  if (!isRecord(output)) return [paragraph(inCell(output))];
  const fields = flat(output);
  if (fields.length === 0) return [paragraph("The answer was empty.")];
  const simple = fields.filter(([, value]) => !isRecordList(value));
  const tables = fields.filter(([, value]) => isRecordList(value));
  return [
    ...(simple.length > 0
      ? [
          table(
            ["What", "Answer"],
            simple.map(([name, value]) => [name, inCell(value)]),
          ),
        ]
      : []),
    ...tables.flatMap(([name, value]) => [paragraph(`${name}:`), ...listInBlocks(value as readonly Json[])]),
  ];
}

/** The same on one line, cut at `most` characters: `score 98, reports 412, country NL`. */
export function outputInLine(output: Json, most: number): string {
  if (output === null) return "nothing was found";
  if (!isRecord(output)) return plainLine(inCell(output), most);
  const told = flat(output).filter(([, value]) => value !== null && value !== "");
  return plainLine(
    told.map(([name, value]) => `${lower(name)} ${short(value)}`).join(", ") || "the answer was empty",
    most,
  );
}

const lower = (name: string): string =>
  /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

const short = (value: Json): string => (Array.isArray(value) && value.length > 3 ? `(${value.length})` : inCell(value));

/** Records inside records are opened up: `place: city`. Lists stay whole. */
const flat = (record: JsonRecord, before = ""): [string, Json][] =>
  Object.entries(record).flatMap(([field, value]): [string, Json][] => {
    const name =
      before === ""
        ? fieldInWords(plainLine(field, 80))
        : `${before}: ${fieldInWords(plainLine(field, 80)).toLowerCase()}`;
    return isRecord(value) && Object.keys(value).length > 0 ? flat(value, name) : [[name, value]];
  });

function listInBlocks(values: readonly Json[]): DocumentBlock[] {
  if (values.length === 0) return [paragraph("None.")];
  const shown = values.slice(0, mostRows);
  const more =
    values.length > mostRows
      ? [paragraph(`The first ${mostRows} of ${values.length}; all of them are on the case.`)]
      : [];
  if (!isRecordList(values)) return [...more, list(shown.map(inCell))];
  const rows = shown.map((value) => new Map(flat(value as JsonRecord)));
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  if (columns.length === 0) return [...more, list(shown.map(inCell))];
  const head = columns.slice(0, mostColumns);
  const hidden = columns.slice(mostColumns);
  const cells = rows.map((row) => head.map((column) => inCell(row.get(column) ?? null)));
  const left = hidden.length > 0 ? [paragraph(`Not shown for width: ${hidden.join(", ")}.`)] : [];
  return [...left, ...more, table(head, cells)];
}

function inCell(value: Json): string {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return plainLine(isTime(value) ? timeInWords(value) : value, longestCell) || "–";
  if (Array.isArray(value)) return value.length === 0 ? "none" : plainLine(value.map(inCell).join(", "), longestCell);
  return plainLine(
    flat(value as JsonRecord)
      .map(([name, inner]) => `${name}: ${inCell(inner)}`)
      .join("; ") || "–",
    longestCell,
  );
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text);
const isRecord = (value: Json): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isRecordList = (value: Json): boolean => Array.isArray(value) && value.length > 0 && value.every(isRecord);
