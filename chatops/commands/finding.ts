// A finding that a person makes by hand: their values, typed by the kind's schema, in an envelope of ours.
import type * as z from "zod";
import { isKind, kinds } from "../../playbooks/findings/index.ts";
import { type Field, fieldsOf, shaped } from "./fields.ts";

export interface Making {
  readonly kind: string;
  readonly title: string;
  readonly person: string;
  /** Unique for this asking, and the same when it is submitted again. */
  readonly id: string;
  /** When it was asked for. */
  readonly at: string;
  readonly account: string | null;
}

export interface Made {
  readonly finding: Readonly<Record<string, unknown>>;
  /** What is wrong or missing, by field id. */
  readonly faults: Readonly<Record<string, string>>;
}

export const fieldsFor = (kind: string): Field[] => (isKind(kind) ? fieldsOf(kinds[kind].schema) : []);

export function makeFinding(making: Making, values: Readonly<Record<string, string>>): Made {
  const { kind, person, id, at } = making;
  const fields = fieldsFor(kind);
  const given = shaped(fields, values);
  const finding = {
    id,
    version: "1",
    kind,
    title: making.title,
    description: `${person} asked for this in Slack.`,
    severity: "medium",
    detectedAt: at,
    firstSeen: at,
    lastSeen: at,
    source: "slack",
    account: making.account,
    region: null,
    resources: [],
    ...given,
  };
  const parsed = isKind(kind) ? kinds[kind].schema.safeParse(finding) : null;
  return { finding, faults: parsed?.success === false ? faultsOf(parsed.error, fields, values) : {} };
}

function faultsOf(error: z.ZodError, fields: readonly Field[], values: Readonly<Record<string, string>>) {
  const faults = error.issues.flatMap(({ path }) => {
    const at = path.join(".");
    const field =
      fields.find(({ id }) => id === at) ?? fields.find(({ id, optional }) => !optional && id.startsWith(`${at}.`));
    if (field === undefined) return [[at, "does not fit the finding"] as const];
    const expected = field.description ?? (field.options?.join(" or ") || `a ${field.type}`);
    return [[field.id, Object.hasOwn(values, field.id) ? `expected ${expected}` : `is missing: ${expected}`] as const];
  });
  return Object.fromEntries(faults);
}
