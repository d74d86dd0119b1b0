// Values come from outside and cannot become part of a query; lists come from outside and cannot grow without end.
import fc from "fast-check";
import { expect, test } from "vitest";
import { fitting } from "../../../actions/siem/bounded.ts";
import { literal, splOf } from "../../../actions/siem/splunk-client.ts";

const search = (value: string) =>
  splOf({
    indexes: ["auth", "web"],
    where: [
      {
        anyOf: [
          { field: "user", value },
          { field: "user_id", value },
        ],
      },
    ],
    fields: ["_time", "user"],
    lookbackSeconds: 60,
    most: 500,
  });

test("is made of quoted literals, fields and a bound", () => {
  expect(search("maria")).toBe(
    'search (index="auth" OR index="web") (user="maria" OR user_id="maria") | head 500 | table _time user',
  );
});

test.each([
  ['x" OR index=* | delete', '"x\\" OR index=* | delete"'],
  ["x | outputlookup users.csv", '"x | outputlookup users.csv"'],
  ['\\" ] | rest /services', '"\\\\\\" ] | rest /services"'],
  ["[search index=_audit]", '"[search index=_audit]"'],
  ["`macro`", '"`macro`"'],
])("cannot be altered by %j", (value, quoted) => {
  if (value.includes("*")) expect(() => literal(value)).toThrow(/wildcard/);
  else expect(literal(value)).toBe(quoted);
});

test("refuses a wildcard and control characters in a value", () => {
  for (const value of ["*", "mar*", "a\nb", "a\u0000"]) expect(() => literal(value)).toThrow(/wildcard|control/);
});

test("keeps every value inside its quotes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (value) => {
      fc.pre(!/[*\u0000-\u001f\u007f]/.test(value));
      const quoted = literal(value);
      // What a reader of the query makes of it: the value and nothing else.
      expect(quoted.startsWith('"') && quoted.endsWith('"')).toBe(true);
      const inside = quoted.slice(1, -1);
      expect(/(^|[^\\])(\\\\)*"/.test(inside)).toBe(false);
      expect(inside.replace(/\\(.)/g, "$1")).toBe(value);
    }),
  );
});

test("keeps as many rows as fit, from the newest on", () => {
  const rows = Array.from({ length: 100 }, (_, index) => ({ index, text: "x".repeat(80) }));
  expect(fitting(rows, 25, 1_000_000)).toHaveLength(25);
  const kept = fitting(rows, 50, 1_000);
  expect(kept.length).toBeGreaterThan(5);
  expect(JSON.stringify(kept).length).toBeLessThanOrEqual(1_002);
  expect(kept[0]?.index).toBe(0);
  expect(fitting([{ text: "x".repeat(5_000) }], 5, 1_000)).toEqual([]);
});
