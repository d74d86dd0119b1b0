import { describe, expect, test } from "vitest";
import {
  addressesIn,
  entitiesInWords,
  type Finding,
  parseFindingValue,
  triagedOf,
} from "../../playbooks/findings/index.ts";
import { aFinding } from "../support/product.ts";

const finding = (changes: Record<string, unknown> = {}): Finding => {
  const parsed = parseFindingValue(aFinding(changes));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.finding;
};
const addresses = (description: string) =>
  addressesIn(finding({ sourceIp: "203.0.113.7", previousIp: null, description })).slice(1);

describe("addresses that are worth looking up", () => {
  test("are those of the fields, then those that the text mentions, each once, five at most", () => {
    expect(addresses("from 192.0.2.44, then 203.0.113.7 and (2001:DB8::7).")).toEqual(["192.0.2.44", "2001:db8::7"]);
    const many = Array.from({ length: 300 }, (_, at) => `198.51.100.${at}`).join(" ");
    expect(addresses(many)).toHaveLength(4);
  });

  test("are none that only our own people know, and no words that look like some", () => {
    expect(addresses("10.0.0.1 127.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 ::1 fe80::1 fd00:ec2::254")).toEqual(
      [],
    );
    expect(addresses("std::cout at 10:30:00, version 1.2.3, 999.1.1.1, ::, a::b, 1.2.3.4.5")).toEqual([]);
  });
});

test("a finding in triage belongs together with others of its kind that are about the same", () => {
  expect(triagedOf(finding())).toMatchObject({
    kind: "any",
    findingKind: "impossible-travel",
    subject: "impossible-travel maria.lopez",
    addresses: ["203.0.113.7", "198.51.100.20"],
  });
  expect(triagedOf(finding({ kind: "unclassified", type: "odd" })).subject).toBe("unclassified odd 203.0.113.7");
  expect(triagedOf(finding({ kind: "unclassified", type: "odd", sourceIp: null, user: null })).subject).toBeNull();
});

test("what a finding names is said in one inert line", () => {
  const words = entitiesInWords(finding({ user: { name: "maria\u202e\n.lopez" } }));
  expect(words).toBe("address 203.0.113.7, 198.51.100.20; user maria .lopez");
});
