// R102: ids are kebab-case.
import { expect, test } from "vitest";
import { nothing } from "../../../playbooks/language/index.ts";
import { aPlaybook, said, saidOf } from "../../support/a-playbook.ts";
import { note } from "../../support/some-actions.ts";

const ids = (id: string) => said((_, { record }) => void record(id, note, { value: 1 }));

test.each(["note", "check-ip", "a1", "step-2-of-3", "a".repeat(60)])("the id %s passes", (id) => {
  expect(ids(id)).toEqual([]);
});

test.each(["Note", "check_ip", "check-", "-check", "2nd", "check--ip", "check ip", "a".repeat(61)])(
  "refuses the id %s",
  (id) => {
    expect(ids(id)).toEqual([
      `R102 the id "${id}" is not kebab-case of at most 60 characters: write it as in "check-ip"`,
    ]);
  },
);

test("refuses such an id of a branch", () => {
  const refused = said((finding, { record, choose }) => {
    const then = () => void record("note", note, { value: 1 });
    choose("which", [{ id: "Is Known", if: finding.known, then }], { otherwise: nothing });
  });
  expect(refused).toEqual([
    'R102 in "which" the branch id "Is Known" is not kebab-case of at most 60 characters: write it as in "check-ip"',
  ]);
});

test("refuses such an id of a playbook", () => {
  const playbook = aPlaybook((_, { record }) => void record("note", note, { value: 1 }), "Impossible Travel");
  expect(saidOf(playbook)).toEqual([
    'R102 the playbook\'s id "Impossible Travel" is not kebab-case of at most 60 characters: write it as in "check-ip"',
  ]);
});
