import { expect, test } from "vitest";
import { hours } from "../../../actions/kit/contract/index.ts";
import { contractsOf } from "../../../chatops/approval/contracts.ts";
import { inWords, planOf } from "../../../chatops/approval/plan.ts";
import { aContain } from "../../support/an-action.ts";

const line = { step: "block", item: null, action: "firewall.block", input: { ip: "203.0.113.7" } };

test("durations are said as people say them", () => {
  expect([1, 90, 60, 3_600, 14_400, 86_400, 129_600, 0.5].map(inWords)).toEqual([
    "1 second",
    "90 seconds",
    "1 minute",
    "1 hour",
    "4 hours",
    "1 day",
    "36 hours",
    "0.5 seconds",
  ]);
});

test("a line shows when its containment ends by itself, and a plan of reversible lines is reversible", () => {
  const block = { ...aContain({ id: "firewall.block" }), expiry: hours(4) };
  const plan = planOf([line], contractsOf({ firewall: { block } }));
  expect(plan.irreversible).toBe(false);
  expect(plan.lines).toMatchObject([{ expiry: "4 hours", undo: "undo it", target: "target" }]);
});

test("a target's label is shown without characters that reorder what is read", () => {
  const target = () => ({ id: "t", label: "key\u202e of\u0007 maria", account: null });
  const block = { ...aContain({ id: "firewall.block" }), target };
  expect(planOf([line], contractsOf({ firewall: { block } })).lines[0]?.target).toBe("key of maria");
});
