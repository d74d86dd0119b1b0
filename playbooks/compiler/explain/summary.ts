// What a reviewer is told of one compiled playbook, as data: the explanation is its text, and two of them, one read from
// an old golden file, are all that a diff needs. Its schema is the door for what another revision committed.
import * as z from "zod";

/** The order of a block: a step, parts one after the other, or parts side by side. */
export type Order = string | { readonly then: readonly Order[] } | { readonly together: readonly Order[] };
const order: z.ZodType<Order> = z.lazy(() =>
  z.union([z.string(), z.strictObject({ then: z.array(order) }), z.strictObject({ together: z.array(order) })]),
);

const range = z.object({ best: z.number(), typical: z.number(), worst: z.number() });

export const words = [
  "read",
  "attempt",
  "record",
  "contain",
  "choose",
  "forEach",
  "ask",
  "approval",
  "unattended",
  "pause",
] as const;

const place = z.object({ step: z.string(), branch: z.string() });

const step = z.object({
  id: z.string(),
  word: z.enum(words),
  /** The action's id; null for what is no call. */
  action: z.string().nullable(),
  title: z.string().nullable(),
  /** Enclosing items from the outermost, each with its branch. */
  within: z.array(place),
  /** Seconds that one call may take; null for what is no call, and in summaries that say nothing of it. */
  timeLimit: z.number().nullable().default(null),
  /** Inputs, conditions of branches, or what else decides, each in words. */
  with: z.record(z.string(), z.string()),
});

const containment = z.object({
  step: z.string(),
  action: z.string(),
  title: z.string(),
  /** The approval or `unattended` whose branch contains. */
  power: z.string(),
  unattended: z.boolean(),
  target: z.record(z.string(), z.string()),
  /** Lists of the loops around it, one call per item. */
  each: z.array(z.string()),
  /** Conditions between the decision and the call. */
  onlyIf: z.array(z.string()),
  /** What takes it back; null with the reason in `noUndo`. */
  undo: z.object({ action: z.string(), title: z.string() }).nullable(),
  noUndo: z.string().nullable(),
  expirySeconds: z.number().nullable(),
  perHour: z.number(),
  verification: z.string(),
});

const decision = z.object({
  step: z.string(),
  approvers: z.string(),
  timeoutSeconds: z.number(),
  /** Whose person may not decide, in words; null when nobody is known. */
  subject: z.string().nullable(),
  because: z.array(z.string()),
  /** Present where containment needs no person below a limit an hour. */
  unattended: z.object({ reason: z.string(), limit: z.number(), if: z.string() }).nullable(),
});

const statement = z.object({ actions: z.array(z.string()), resources: z.array(z.string()) });

const permission = z.object({
  action: z.string(),
  /** The vendor that the configuration binds, where the contract names none. */
  vendor: z.string().nullable(),
  statements: z.array(statement),
  secrets: z.array(z.string()),
  hosts: z.array(z.string()),
});

export const summary = z.object({
  format: z.literal(1),
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  owner: z.string(),
  techniques: z.array(z.string()),
  manualMinutes: z.number(),
  repeats: z
    .object({
      sameEntity: z.array(z.string()),
      withinSeconds: z.number(),
      storm: z.object({ over: z.number(), inSeconds: z.number() }),
    })
    .nullable(),
  settings: z.record(z.string(), z.json()),
  containments: z.array(containment),
  decisions: z.array(decision),
  steps: z.array(step),
  /** The order of every block that is not empty, by the names that `blockName` gives. */
  order: z.record(z.string(), order),
  permissions: z.object({ invoke: z.array(z.string()), actions: z.array(permission) }),
  estimate: z.object({
    seconds: z.object({ evidence: range, all: range }),
    transitions: range,
    dollarsPerThousand: range,
  }),
});

export type Summary = z.infer<typeof summary>;
export type SummaryStep = Summary["steps"][number];
export type Containment = Summary["containments"][number];
export type DecisionSummary = Summary["decisions"][number];

/** The name of a block: of the whole playbook without a place, else of one branch. */
export const blockName = (place: { readonly step: string; readonly branch: string } | null): string =>
  place === null ? "steps" : `${place.step}: ${place.branch}`;
