// R101: ids are unique in the whole playbook.
import { expect, test } from "vitest";
import { nothing } from "../../../playbooks/language/index.ts";
import { said } from "../../support/a-playbook.ts";
import { note } from "../../support/some-actions.ts";

test("steps with ids of their own pass", () => {
  const steps = said((finding, { record, when }) => {
    record("note", note, { value: 1 });
    when("known", finding.known, { then: () => void record("note-2", note, { value: 2 }) });
  });
  expect(steps).toEqual([]);
});

test("refuses an id that is used twice, in a branch too", () => {
  const steps = said((finding, { record, when }) => {
    record("note", note, { value: 1 });
    when("known", finding.known, { then: () => void record("note", note, { value: 2 }) });
  });
  expect(steps).toEqual(['R101 the id "note" is used twice: give this step an id of its own']);
});

test("refuses ids that would be told apart by a hyphen only", () => {
  const steps = said((_, { record }) => {
    record("note-1", note, { value: 1 });
    record("note1", note, { value: 2 });
  });
  expect(steps).toEqual(['R101 the id "note1" makes the same variable as "note-1": give this step an id of its own']);
});

test("refuses branches of one choice with the same name", () => {
  const steps = said((finding, { record, choose }) => {
    const write = (id: string) => () => void record(id, note, { value: 1 });
    const branches = [
      { id: "odd", if: finding.known, then: write("first") },
      { id: "odd", if: finding.known, then: write("second") },
      { id: "otherwise", if: finding.known, then: write("third") },
    ];
    choose("which", branches, { otherwise: nothing });
  });
  expect(steps.filter((line) => line.startsWith("R101"))).toEqual([
    'R101 "which" has two branches named "odd": give each a name of its own',
    'R101 "which" has two branches named "otherwise": give each a name of its own',
  ]);
});
