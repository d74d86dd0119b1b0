// What the compiler refuses while it records a playbook, before any rule looks at it: there is no rule file to take these
// pages from, because a value that does not exist yet can only say so at the moment it is asked.

export interface RulePage {
  readonly code: string;
  /** What is wrong, as a sentence without its period. */
  readonly title: string;
  /** Paragraphs of Markdown. */
  readonly body: string;
  /** Where it is found, as a path of this repository. */
  readonly source: string;
}

export const recorded: readonly RulePage[] = [
  {
    code: "R104",
    title: "a reference is used as if its value were there",
    body: "A playbook is recorded before it runs, so a reference has no value: it cannot be turned into text, spread, listed, called or changed.\n\nWrite instead: `` text`…${it}…` `` for text, `when` or `choose` for a decision, `forEach` for a list, and the names of the fields that are needed.",
    source: "playbooks/language/reference.ts",
  },
  {
    code: "R105",
    title: "a field that the value does not have",
    body: "The finding's schema and the action's contract say which fields there are. An outcome has `.failed`, and what it answered under `.output`.\n\nWrite instead: one of the fields that the message names.",
    source: "playbooks/language/reference.ts",
  },
  {
    code: "R106",
    title: "a value that JSON cannot hold",
    body: "What is written down in a playbook becomes JSON: text, finite numbers, yes or no, null, and lists and objects of these.\n\nWrite instead: a value of that kind, as a text for a date.",
    source: "playbooks/language/conditions.ts",
  },
  {
    code: "R107",
    title: "`evidenceOf` is given something else than a step",
    body: "Evidence is the outcome of a whole step, whatever came of it.\n\nWrite instead: `evidenceOf(who)`, with what `read` or `record` gave; an attempt is evidence by itself.",
    source: "playbooks/language/evidence-of.ts",
  },
  {
    code: "R108",
    title: "a word is called when nothing is recorded any more",
    body: "The steps of a playbook are recorded at once, in the order of the source. A promise, a timer or a callback comes too late.\n\nWrite instead: every word directly in `steps`, without `async` and `await`.",
    source: "playbooks/compiler/record/recorder.ts",
  },
  {
    code: "R109",
    title: "a step is given something that is no action",
    body: 'A step calls one action, by its contract.\n\nWrite instead: the contract, as in `read("who", identity.resolvePrincipal, …)`.',
    source: "playbooks/compiler/record/recorder.ts",
  },
  {
    code: "R110",
    title: "`given` or `forEach` is given what it cannot take",
    body: "Both take a field of the finding, of an item or of what a step answered, as it is; `forEach` takes a list.\n\nWrite instead: the plain reference, as in `keys.items`.",
    source: "playbooks/compiler/record/recorder.ts",
  },
  {
    code: "R111",
    title: "`sameEntity` names something else than fields of the finding",
    body: "The dispatcher reads these fields before any execution starts, so they are paths into the finding.\n\nWrite instead: `sameEntity: (f) => [f.user.name]`.",
    source: "playbooks/compiler/record/record.ts",
  },
  {
    code: "R113",
    title: "a setting that the playbook's schema refuses",
    body: "Settings are constants, filled from `riposte.config.ts` when the playbook is compiled.\n\nWrite instead: a value of the kind that the message names, under `playbooks` in `riposte.config.ts`, or a default in the playbook's schema.",
    source: "playbooks/compiler/compile.ts",
  },
  {
    code: "R114",
    title: "a finding's schema without a literal kind",
    body: 'The kind of a finding chooses the playbook, so a schema says which kind it is.\n\nWrite instead: `kind: z.literal("impossible-travel")` in the finding\'s schema.',
    source: "playbooks/compiler/record/record.ts",
  },
];
