// R501 to R504: what Step Functions carries, counts and keeps, and what an action takes.

import { expect, test } from "vitest";
import * as z from "zod";
import { type Duration, evidenceOf, minutes, nothing, seconds } from "../../../playbooks/language/index.ts";
import { said } from "../../support/a-playbook.ts";
import { aContain, aRead, aRecord } from "../../support/an-action.ts";
import { blockIp, gather, look, note } from "../../support/some-actions.ts";

const big = (id: `${string}.${string}`, bytes: number) => aRead({ id, bytes });
const rest = { denied: nothing, expired: nothing };

test("what fits passes", () => {
  const steps = said((finding, { attempt, record }) => {
    const one = attempt("one", big("one.check-ip", 100_000), { ip: finding.ip });
    const two = attempt("two", big("two.check-ip", 100_000), { ip: finding.ip });
    record("evidence", gather, { sections: [one, two] });
  });
  expect(steps).toEqual([]);
});

test("refuses results side by side, and a payload, that are too large together (R501)", () => {
  const steps = said((finding, { attempt, record }) => {
    const one = attempt("one", big("one.check-ip", 150_000), { ip: finding.ip });
    const two = attempt("two", big("two.check-ip", 120_000), { ip: finding.ip });
    record("evidence", gather, { sections: [one, two] });
  });
  expect(steps).toEqual([
    'R501 "evidence" is called with up to 272,048 bytes, and Step Functions carries 262,144: one 150,512 + two 120,512 + the call 1,024; pass only the fields that are needed, or bound them in their schemas',
    'R501 "one" and what runs beside it give up to 271,024 bytes, and Step Functions carries 262,144: one 150,512 + two 120,512; pass only the fields that are needed, or bound them in their schemas',
  ]);
});

test("outcomes whose answer nobody reads are small", () => {
  const steps = said((_, { record }) => {
    const write = (id: `${string}.${string}`) => aRecord({ id, input: z.object({}), bytes: 200_000 });
    record("one", write("one.add-it"), {});
    record("two", write("two.add-it"), {});
  });
  expect(steps).toEqual([]);
});

test("refuses one answer that is too large alone, and takes a field of it that is not (R501)", () => {
  const open = aRead({
    id: "open.read-it",
    input: z.object({}),
    output: z.object({ text: z.string(), n: z.number() }),
    bytes: 300_000,
  });
  const steps = said((_, { read, record }) => {
    const answer = read("answer", open, {});
    record("number", note, { value: answer.n });
    record("evidence", gather, { sections: [evidenceOf(answer)] });
  });
  expect(steps).toEqual([
    'R501 "evidence" is called with up to 301,536 bytes, and Step Functions carries 262,144: answer 300,512 + the call 1,024; pass only the fields that are needed, or bound them in their schemas',
    'R501 "answer" and what runs beside it give up to 300,512 bytes, and Step Functions carries 262,144: answer 300,512; pass only the fields that are needed, or bound them in their schemas',
  ]);
});

test("refuses a plan that is too large, counted as often as its loop may pass (R501)", () => {
  const list = aRead({
    id: "list.list-ips",
    output: z.object({ items: z.array(z.string().max(45)).max(100) }),
    complete: true,
  });
  const wordy = aContain({
    id: "net.block-ip",
    input: z.object({ ip: z.string().max(45), why: z.string().max(3_000) }),
    output: z.object({}),
  });
  const steps = said((finding, { read, approval, forEach }) => {
    const { items } = read("list", list, { ip: finding.ip });
    approval(
      "decide",
      { because: [], subject: null, approvers: "oncall", timeout: minutes(5) },
      {
        ...rest,
        approved: ({ contain }) => {
          forEach("each-ip", items, (ip) => void contain("block", wordy, { ip, why: "x".repeat(2_700) }));
        },
      },
    );
  });
  expect(steps).toEqual([
    'R501 "decide" is called with up to 300,924 bytes, and Step Functions carries 262,144: block × 100 299,896 + the call 1,024 + what is written down 4; pass only the fields that are needed, or bound them in their schemas',
  ]);
});

const listOf = (most: number) =>
  aRead({ id: "list.list-ips", output: z.object({ items: z.array(z.string().max(45)).max(most) }) });

test("refuses a loop whose worst case is longer than an execution's history (R502)", () => {
  const over = (most: number) =>
    said((finding, { read, record, forEach }) => {
      const { items } = read("list", listOf(most), { ip: finding.ip });
      forEach("each-ip", items, (ip) => void record("note", note, { value: ip }));
    });
  expect(over(400)).toEqual([]);
  expect(over(500)).toEqual([
    'R502 "each-ip" may pass 500 times with up to 55 events each, so an execution may come to 27,573 events, and Step Functions ends it at 25,000: give the list a smaller maximum, or do less in the loop',
  ]);
});

test("refuses a loop over a list without a maximum (R502)", () => {
  const open = aRead({ id: "list.list-ips", output: z.object({ items: z.array(z.string().max(45)) }) });
  const steps = said((finding, { read, record, forEach }) => {
    const { items } = read("list", open, { ip: finding.ip });
    forEach("each-ip", items, (ip) => void record("note", note, { value: ip }));
  });
  expect(steps).toEqual([
    'R502 "each-ip" may pass any number of times: give its list a maximum, as in z.array(…).max(50)',
  ]);
});

test("refuses an input that the action refuses (R503)", () => {
  const strict = aRecord({
    id: "notes.add-strict",
    input: z.object({ level: z.enum(["low", "high"]), ip: z.string().max(5), by: z.object({ name: z.string() }) }),
    output: z.object({}),
  });
  const steps = said((finding, { record }) => {
    record("fits", strict, { level: "low", ip: finding.ip, by: { name: finding.user.name } });
    record("wrong", strict, { level: "medium" as never, ip: "203.0.113.7", by: { name: finding.nickname as never } });
    record("less", strict, { level: "high", by: { name: "ada" } } as never);
  });
  expect(steps).toEqual([
    'R503 "wrong" gives notes.add-strict level that it refuses: Invalid option: expected one of "low"|"high"',
    'R503 "wrong" gives notes.add-strict ip that it refuses: Too big: expected string to have <=5 characters',
    'R503 "wrong" passes finding.nickname as name, which may be absent, and notes.add-strict needs it: decide with orElse or given',
    'R503 "less" gives notes.add-strict ip that it refuses: Invalid input: expected string, received undefined',
  ]);
});

test.each([
  [seconds(0), "0"],
  [seconds(1.5), "1.5"],
  [seconds(-60), "-60"],
  [Number.NaN as Duration, "NaN"],
  [seconds(40_000_000), "40000000"],
])("refuses to wait for %s seconds (R504)", (duration, shown) => {
  const steps = said((finding, { attempt, record, pause, ask, approval }) => {
    pause("settle", duration);
    ask(
      "was-it-you",
      { whom: finding.user.name, question: "you?", timeout: duration },
      { yes: nothing, no: nothing, silent: nothing },
    );
    approval(
      "decide",
      { because: [], subject: null, approvers: "oncall", timeout: duration },
      {
        ...rest,
        approved: ({ contain }) => void contain("block", blockIp, { ip: finding.ip }),
      },
    );
    record("evidence", gather, { sections: [attempt("seen", look, { ip: finding.ip })] });
  });
  const refused = (id: string) =>
    `R504 "${id}" waits ${shown} seconds: give it whole seconds, at least 1 and at most a year, as in minutes(30)`;
  expect(steps).toEqual([refused("settle"), refused("was-it-you"), refused("decide")]);
});
