// R112: a field whose name no expression can hold.

import { expect, test } from "vitest";
import * as z from "zod";
import { said } from "../../support/a-playbook.ts";
import { aRead } from "../../support/an-action.ts";
import { note } from "../../support/some-actions.ts";

const odd = (name: string) => {
  const read = aRead({ id: "odd.read-it", input: z.object({}), output: z.object({ [name]: z.number() }) });
  return said((_, words) => void words.record("note", note, { value: words.read("odd", read, {})[name] as never }));
};

test("a field with any other name passes", () => {
  expect(odd("a b-c.d $e {% 'f' \" and")).toEqual([]);
});

test.each(["a`b", "100 %}"])("refuses the field %s", (name) => {
  expect(odd(name)).toEqual([
    `R112 the field odd.${name} has a backtick or %} in its name, which cannot be read: rename it in its schema`,
  ]);
});
