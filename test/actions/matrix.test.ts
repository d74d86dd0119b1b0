// The matrix leaves nothing out: every file that serves an action stands in exactly the suite that its effect demands.
import { expect, test } from "vitest";
import { systemOf } from "../../actions/kit/contract/index.ts";
import { awsRows } from "./aws/rows.ts";
import { containments } from "./containments/index.ts";
import { records } from "./records/index.ts";
import { contracts, implementationsOf } from "./support/library.ts";
import { speeches } from "./vendors/index.ts";

/** The case store's own actions have a suite of their own. */
const mine = contracts.filter(({ id }) => systemOf(id) !== "cases");
const named = (rows: readonly { readonly action: string; readonly by?: string }[]) =>
  rows.map(({ action, by = "handler" }) => `${action} by ${by}`);

test("every file that serves an action is asked in every way in which its system can answer", async () => {
  const all = (await Promise.all(mine.map(implementationsOf))).flat();
  expect([...named(speeches), ...named(awsRows), ...named(containments)].toSorted()).toEqual(named(all).toSorted());
});

test("every containment stands in the containment matrix, and nothing else does", () => {
  const contain = mine.filter(({ effect }) => effect === "contain").map(({ id }) => id);
  expect(containments.map(({ action }) => action).toSorted()).toEqual(contain.toSorted());
});

test("every record is killed after its effect and called again", () => {
  const record = mine.filter(({ effect }) => effect === "record").map(({ id }) => id);
  expect(records.map(({ action }) => action).toSorted()).toEqual(record.toSorted());
});

test("every containment that gives back has the one that it undoes", () => {
  const inverses = mine.flatMap(({ undo }) => (undo !== undefined && "action" in undo ? [undo.action] : []));
  const without = containments.filter(({ action, inverse }) => inverse === null && !inverses.includes(action));
  expect(without).toEqual([]);
});
