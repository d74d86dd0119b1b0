// Playbooks for tests of the language and the compiler: a finding with every kind of field, and a way from an author's
// function to what the compiler says of it.
import * as z from "zod";
import { type Compiled, compile } from "../../playbooks/compiler/compile.ts";
import { definePlaybook, type Playbook, type Reference, type Words } from "../../playbooks/language/index.ts";

export const aFindingSchema = z.object({
  kind: z.literal("test"),
  id: z.string().max(40),
  ip: z.string().max(45),
  score: z.number(),
  known: z.boolean(),
  nickname: z.string().max(40).nullable(),
  seen: z.number().optional(),
  trusted: z.boolean().nullable(),
  tags: z.array(z.string().max(20)).max(5),
  groups: z.array(z.object({ name: z.string().max(20), members: z.array(z.string().max(20)).max(3) })).max(4),
  user: z.object({ name: z.string().max(40), email: z.string().max(80).nullable() }),
});
export type AFinding = z.output<typeof aFindingSchema>;
type FindingReference = Reference<AFinding>;

export const aFinding: AFinding = {
  kind: "test",
  id: "f-1",
  ip: "203.0.113.7",
  score: 40,
  known: true,
  nickname: null,
  trusted: null,
  tags: ["vpn"],
  groups: [
    { name: "red", members: ["ada", "bob"] },
    { name: "blue", members: ["cyd"] },
  ],
  user: { name: "maria.lopez", email: null },
};

export type AuthorSteps = (finding: FindingReference, words: Words) => void;

export const aPlaybook = (steps: AuthorSteps, id = "test"): Playbook =>
  definePlaybook({
    ...{ id, title: "A test", owner: "tests", techniques: [], manualMinutes: 1 },
    finding: aFindingSchema,
    settings: z.object({}),
    steps: (finding, _, words) => steps(finding, words),
  });

/** The compiled playbook; throws what the compiler refuses. */
export function compiled(steps: AuthorSteps): Extract<Compiled, { ok: true }> {
  const result = compile(aPlaybook(steps), {});
  if (result.ok) return result;
  throw new Error(result.violations.map(({ code, message }) => `${code} ${message}`).join("\n"));
}

/** What the compiler says of a playbook: `R101 the id …`, nothing when all is well. */
export const said = (steps: AuthorSteps): readonly string[] => saidOf(aPlaybook(steps));

export function saidOf(playbook: Playbook, settings: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const result = compile(playbook, settings);
  return result.ok ? [] : result.violations.map(({ code, message }) => `${code} ${message}`);
}
