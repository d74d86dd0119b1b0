// Hostile texts as data, literals, field names and ids: what is printed is asserted, and then executed.
import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { compile } from "../../playbooks/compiler/compile.ts";
import type { Template } from "../../playbooks/compiler/emit/asl.ts";
import { literalTemplate } from "../../playbooks/compiler/emit/template.ts";
import { definePlaybook, minutes, orElse, text } from "../../playbooks/language/index.ts";
import { aFinding, aPlaybook, compiled, said, saidOf } from "../support/a-playbook.ts";
import { aContain, aRead, aRecord } from "../support/an-action.ts";
import { anyJson } from "../support/arbitrary-nodes.ts";
import { hostileTexts } from "../support/hostile.ts";
import { runMachine } from "../support/run-machine.ts";

const anything = z.object({ value: z.json() });
const note = aRecord({ id: "notes.add-note", input: anything, output: z.object({}) });
const block = aContain({ id: "net.block-ip", input: anything, output: z.object({}) });
const nothing = () => {};

test("hostile texts of a finding reach an action as they are", async () => {
  const { machine } = compiled((finding, { record }) => {
    record("note", note, { value: { tags: finding.tags, texts: text`<${finding.user.name}>` } });
  });
  for (const hostile of hostileTexts) {
    const ran = await runMachine(machine, {
      finding: { ...aFinding, tags: [hostile], user: { name: hostile, email: null } },
    });
    expect(ran.inputOf("note")).toEqual({ value: { tags: [hostile], texts: `<${hostile}>` } });
  }
});

test("hostile texts that are written down reach an action as they are, in a plain input and in an expression", async () => {
  const names = hostileTexts.filter((name) => name !== "__proto__");
  const written = { list: hostileTexts, object: Object.fromEntries(names.map((name) => [name, name])) };
  const { machine } = compiled((finding, { record }) => {
    record("plain", note, { value: written });
    record("computed", note, { value: orElse(finding.nickname, "none") });
    hostileTexts.forEach((hostile, index) => {
      record(`text-${index}`, note, { value: text`${hostile}|${finding.id}` });
      record(`fallback-${index}`, note, { value: orElse(finding.nickname, hostile) });
    });
  });
  const ran = await runMachine(machine);
  expect(ran.inputOf("plain")).toEqual({ value: written });
  hostileTexts.forEach((hostile, index) => {
    expect(ran.inputOf(`text-${index}`)).toEqual({ value: `${hostile}|f-1` });
    expect(ran.inputOf(`fallback-${index}`)).toEqual({ value: hostile });
  });
});

test("hostile texts in a plan and in what an approver is told reach the question as they are", async () => {
  const names = hostileTexts.filter((name) => name !== "__proto__");
  const value = { list: hostileTexts, object: Object.fromEntries(names.map((name) => [name, name])) };
  for (const approvers of ["{% $states %}", "${version}", '"']) {
    const { machine } = compiled((_, { approval }) => {
      approval(
        "decide",
        { because: [], subject: null, approvers, timeout: minutes(5) },
        {
          approved: ({ contain }) => void contain("block", block, { value }),
          denied: nothing,
          expired: nothing,
        },
      );
    });
    const ran = await runMachine(machine);
    expect(ran.calls[0]?.payload.request).toEqual({
      ...{ because: [], subject: null, approvers, timeoutSeconds: 300 },
      plan: [{ step: "block", item: null, action: "net.block-ip", input: { value } }],
    });
    expect(ran.inputOf("block")).toEqual({ value });
  }
});

test("hostile names of fields are read from the finding and from an output", async () => {
  const fields = hostileTexts.filter((name) => !/`|%\}|^__proto__$|^constructor$/.test(name));
  const shape = z.object(Object.fromEntries(fields.map((name) => [name, z.number()])));
  const data = Object.fromEntries(fields.map((name, index) => [name, index]));
  const odd = aRead({ id: "odd.read-it", input: z.object({}), output: shape });
  const playbook = definePlaybook({
    ...{ id: "test", title: "A test", owner: "tests", techniques: [], manualMinutes: 1, settings: z.object({}) },
    finding: z.object({ kind: z.literal("odd"), odd: shape }),
    steps(finding, _, { read, record }) {
      const answer = read("odd", odd, {});
      const both = fields.map((name) => ({ given: finding.odd[name], answered: answer[name] }));
      record("note", note, { value: both as never });
    },
  });
  const result = compile(playbook, {});
  if (!result.ok) throw new Error(result.violations[0]?.message);
  const ran = await runMachine(result.machine, { finding: { kind: "odd", odd: data }, answers: { odd: data } });
  expect(ran.inputOf("note")).toEqual({ value: fields.map((_, index) => ({ given: index, answered: index })) });
});

test.each(["a`b", "%}", "`]} %} {% 1 %}"])(
  "refuses to read the field %j, whose name no expression can hold",
  (name) => {
    const playbook = definePlaybook({
      ...{ id: "test", title: "A test", owner: "tests", techniques: [], manualMinutes: 1, settings: z.object({}) },
      finding: z.object({ kind: z.literal("odd"), [name]: z.string().max(5) }),
      steps(finding, _, { record }) {
        record("note", note, { value: (finding as never)[name] });
      },
    });
    expect(saidOf(playbook)).toEqual([
      `R112 the field finding.${name} has a backtick or %} in its name, which cannot be read: rename it in its schema`,
    ]);
  },
);

test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
  "refuses to read the field %s, which every object has",
  (name) => {
    expect(said((finding, { record }) => void record("note", note, { value: (finding as never)[name] }))).toEqual([
      `R104 finding has no value yet, so it cannot be ${name === "toString" ? "turned into text or a number: write text`…${it}…`, or compare it with equals, atLeast, …" : `asked for "${name}": a reference has the fields of its value only`}`,
    ]);
  },
);

test("refuses to write down a field named __proto__", () => {
  expect(said((_, { record }) => void record("note", note, { value: JSON.parse('{"__proto__": 1}') }))).toEqual([
    'R106 an object that is written down has a field "__proto__", which no program keeps: rename it',
  ]);
});

test.each(hostileTexts)("refuses the id %j", (id) => {
  const refused = said((_, { record }) => void record(id, note, { value: 1 }));
  if (/^[a-z]+(-[a-z]+)*$/.test(id) && id.length <= 60) expect(refused).toEqual([]);
  else
    expect(refused).toEqual([
      `R102 the id ${JSON.stringify(id)} is not kebab-case of at most 60 characters: write it as in "check-ip"`,
    ]);
});

test.each(["and", "or", "in", "true", "null", "function", "constructor", "states", "finding", "count", "exists"])(
  "a step may be called %s",
  async (id) => {
    const look = aRead({ id: "look.check-ip" });
    const { machine } = compiled((finding, { read, record }) => {
      const answer = read(id, look, { ip: finding.ip });
      record("note", note, { value: answer.score });
    });
    expect((await runMachine(machine)).inputOf("note")).toEqual({ value: 1 });
  },
);

test("no text that is written down becomes a program", () => {
  const decoded = (template: Template): Template => {
    if (typeof template === "string") return template.startsWith("{%") ? JSON.parse(template.slice(2, -2)) : template;
    if (Array.isArray(template)) return template.map(decoded);
    if (typeof template !== "object" || template === null) return template;
    return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, decoded(value)]));
  };
  fc.assert(fc.property(anyJson, (value) => void expect(decoded(literalTemplate(value))).toEqual(value)));
});

test("a playbook's title is a comment and nothing more", async () => {
  for (const title of hostileTexts) {
    const playbook = { ...aPlaybook((_, { record }) => void record("note", note, { value: 1 })), title };
    const result = compile(playbook, {});
    if (!result.ok) throw new Error(result.violations[0]?.message);
    expect(result.machine.Comment).toBe(title);
    expect((await runMachine(result.machine)).status).toBe("SUCCEEDED");
  }
});
