// What a grant names: the same digest for the same JSON, another for any other.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { digestOf } from "../../../actions/kit/runtime/digest.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("is SHA-256 of canonical JSON, keys sorted and numbers as RFC 8785 writes them", () => {
  const expected = '{"action":"iam.disable-access-key","input":{"a":[1,null,"é"],"b":{"x":1e+21,"y":0.002}}}';
  expect(digestOf({ action: "iam.disable-access-key", input: { b: { y: 2e-3, x: 1e21 }, a: [1, null, "é"] } })).toBe(
    sha256(expected),
  );
});

test("does not depend on the order of keys", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (input) => {
      const turned = Object.fromEntries(Object.entries(input).reverse());
      expect(digestOf({ action: "a.b", input: turned })).toBe(digestOf({ action: "a.b", input }));
    }),
    { numRuns: 100 },
  );
});

test("tells numbers apart that fifteen digits do not", () => {
  const one = digestOf({ action: "a.b", input: { n: 0.1 + 0.2 } });
  expect(one).not.toBe(digestOf({ action: "a.b", input: { n: 0.3 } }));
});
