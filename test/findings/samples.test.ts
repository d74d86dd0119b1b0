// Every shipped sample becomes the finding that its golden file shows, and whatever becomes of a sample by mutation is a
// finding or a reason. `UPDATE_GOLDEN=1` writes the golden files; a reviewer reads the difference.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kindNames, kinds, parseFindings } from "../../playbooks/findings/index.ts";

const samples = new URL("samples/", import.meta.url);
const golden = new URL("golden/", import.meta.url);
const names = readdirSync(samples, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".json"))
  .toSorted();
const textOf = (name: string): string => readFileSync(new URL(name, samples), "utf8");
/** As a team would bind its own rule. */
const rules = { "CORP-0042": "login-brute-force" };

test.each(names)("%s becomes what its golden file shows", (name) => {
  const found = `${JSON.stringify(parseFindings(textOf(name), rules), null, 2)}\n`;
  const file = fileURLToPath(new URL(name, golden));
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, found);
  }
  expect(found).toBe(existsSync(file) ? readFileSync(file, "utf8") : "");
});

test("there is a golden file for every sample and none for a sample that is gone", () => {
  const files = readdirSync(golden, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  expect(files.toSorted()).toEqual(names);
});

describe("every format", () => {
  const formats = ["ocsf", "splunk", "elastic", "opensearch", "panther", "riposte"];
  test.each(formats)("of %s knows each of the five use cases", (format) => {
    const found = names
      .filter((name) => name.startsWith(`${format}/`))
      .flatMap((name) => parseFindings(textOf(name)).map((parsed) => parsed.ok && parsed.finding.kind));
    expect(new Set(found)).toEqual(new Set([...kindNames]));
  });

  test("keeps its schema's promise: what it makes is a finding as the schema has it", () => {
    for (const name of names) {
      for (const parsed of parseFindings(textOf(name), rules)) {
        if (!parsed.ok) throw new Error(`${name}: ${parsed.reason}`);
        expect(kinds[parsed.finding.kind].schema.parse(parsed.finding)).toEqual(parsed.finding);
      }
    }
  });
});

test("thousands of mutations become findings or reasons, never an exception", () => {
  const parsedSamples = names.map((name) => JSON.parse(textOf(name)) as unknown);
  let findings = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...parsedSamples),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      (sample, mutations) => {
        const value = mutations.reduce<unknown>(
          (mutated, { at, to }) => replace(mutated, at, to),
          structuredClone(sample),
        );
        const answers = parseFindings(JSON.stringify(value), rules);
        findings += answers.filter(({ ok }) => ok).length;
        return (
          answers.length > 0 &&
          answers.every((parsed) =>
            parsed.ok
              ? kinds[parsed.finding.kind].schema.safeParse(parsed.finding).success
              : parsed.reason.length > 0 && parsed.reason.length <= 1_000,
          )
        );
      },
    ),
    { numRuns: 6_000 },
  );
  expect(findings).toBeGreaterThan(1_000);
});

const hostile = ["__proto__", "constructor", "\u202e\u0000", "x".repeat(5_000), "{% $eval('1') %}", "9".repeat(40)];
const mutation = fc.record({
  at: fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 7 }),
  to: fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.constantFrom(...hostile), fc.double(), fc.nat()),
});

/** Puts a value at some place in a tree: each number picks one of the fields there are. */
function replace(value: unknown, [first = 0, ...rest]: readonly number[], to: unknown): unknown {
  if (typeof value !== "object" || value === null) return to;
  const fields = Object.keys(value);
  const name = fields[first % Math.max(fields.length, 1)];
  if (name === undefined) return to;
  const object = value as Record<string, unknown>;
  object[name] = rest.length === 0 ? to : replace(object[name], rest, to);
  return value;
}
