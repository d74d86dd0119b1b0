// Who and what containment never touches.
import { expect, test } from "vitest";
import { canonical, protects, protectsTarget } from "../../../actions/kit/runtime/protected.ts";
import { exampleSettings } from "../support/world.ts";

const guarded = (...protectedSubjects: string[]) => ({ ...exampleSettings, protectedSubjects });
const user = "arn:aws:iam::111122223333:user/break-glass";

test("compares identities whatever their path", () => {
  expect(protects(guarded("arn:aws:iam::111122223333:user/emergency/break-glass"), user)).toBe(true);
  expect(protects(guarded(user), "arn:aws:iam::111122223333:user/a/b/break-glass")).toBe(true);
  expect(protects(guarded(user), "arn:aws:iam::444455556666:user/break-glass")).toBe(false);
  expect(protects(guarded(user), "arn:aws:iam::111122223333:user/break-glass-2")).toBe(false);
});

test("protects every session of a protected role", () => {
  const settings = guarded("arn:aws:iam::111122223333:role/riposte/responder");
  expect(protects(settings, "arn:aws:sts::111122223333:assumed-role/responder/anything")).toBe(true);
  expect(canonical("arn:aws:sts::111122223333:assumed-role/responder/x")).toBe(
    "arn:aws:iam::111122223333:role/responder",
  );
});

test("protects the keys of a protected user", () => {
  const target = { id: "AKIAEXAMPLEBREAK0001", label: "key", account: null, owner: user };
  expect(protectsTarget(guarded(user), target)).toBe(true);
  expect(protectsTarget(guarded("AKIAEXAMPLEBREAK0001"), target)).toBe(true);
  expect(protectsTarget(guarded(), target)).toBe(false);
});

test("protects every identity of a person named by id", () => {
  expect(protects(guarded("maria.lopez"), "arn:aws:iam::111122223333:user/maria.lopez")).toBe(true);
});

test("protects addresses in a protected range, and ranges that reach into one", () => {
  const settings = guarded("198.51.100.0/24", "2001:db8::/32");
  expect(protects(settings, "198.51.100.77")).toBe(true);
  expect(protects(settings, "198.51.100.77/32")).toBe(true);
  expect(protects(settings, "198.51.0.0/16")).toBe(true);
  expect(protects(settings, "2001:db8:5::1")).toBe(true);
  expect(protects(settings, "198.51.101.1")).toBe(false);
  expect(protects(settings, "0x7f.1", "198")).toBe(false);
});
