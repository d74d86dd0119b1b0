// What makes a finding the same, whose it is, and what it brings. Names only: the same finding has them always.
import type * as z from "zod";
import type { Mode } from "../../actions/kit/contract/index.ts";
import { severities } from "../../actions/kit/contract/index.ts";
import { nameOf } from "../../actions/kit/runtime/case-store/index.ts";
import { type Finding, type Kind, kinds, type Triaged } from "../findings/index.ts";

/**
 * What a finding is called. A rehearsal is never taken for the finding itself, nor does it join a live case. `edition`
 * tells findings apart that say different things under one id and version; null for the first of them.
 */
export interface Named {
  readonly finding: Finding;
  readonly mode: Mode;
  readonly edition: string | null;
}

export const findingName = ({ finding: { source, id, version }, mode, edition }: Named): string =>
  nameOf([source, id, version, mode, ...(edition === null ? [] : [edition])], 24);

/** The execution's name: the same playbook, finding, version, mode and attempt start once. */
export const executionName = (playbook: string, { finding, mode, edition }: Named, attempt: number): string =>
  nameOf(
    [playbook, finding.source, finding.id, finding.version, mode, attempt, ...(edition === null ? [] : [edition])],
    40,
  );

/** What the finding says, whatever the spelling of its message. */
export const contentOf = (finding: Finding): string => nameOf([JSON.stringify(finding)], 32);

/** The entity whose findings belong together; null when the finding does not name all of it. */
export function entityName(
  finding: Finding | Triaged,
  mode: Mode,
  paths: readonly (readonly string[])[],
): string | null {
  const values = paths.map((path) => valueAt(finding, path));
  return values.some((value) => value === null) ? null : nameOf([finding.kind, mode, ...values], 32);
}

/** Its severity, with every lower one: a finding of a higher one brings what none before it has. */
const severitiesOf = ({ severity }: Finding): string[] =>
  severities.slice(0, severities.indexOf(severity) + 1).map(severityNews);

/** Each value that would be news on an open case: another account, principal or address. */
export function newsOf(finding: Finding): string[] {
  const { news, success }: Kind<z.ZodObject> = kinds[finding.kind];
  const paths = [...news, ...(success !== undefined && succeeded(finding) ? success.with : [])];
  return paths.map((path) => `${path.join(".")}=${nameOf([valueAt(finding, path)], 16)}`);
}

/** Whether it says that it was no mere attempt. */
export function succeeded(finding: Finding): boolean {
  const { success }: Kind<z.ZodObject> = kinds[finding.kind];
  return success !== undefined && valueAt(finding, success.field) === String(success.is);
}

/** What no storm and no flood of decoys hides: how bad it is, and that it was no mere attempt. */
export const bringsOf = (finding: Finding): string[] => [
  ...severitiesOf(finding),
  ...(succeeded(finding) ? ["succeeded"] : []),
];

/** What is new, for people: fields with their values, and how bad it is. */
export function newsInWords(finding: Finding, brought: readonly string[]): string {
  const words = brought.flatMap((name) => {
    if (name === severityNews(finding.severity)) return [`severity ${finding.severity}`];
    if (name === "succeeded") return ["it says that an attack succeeded"];
    const [field = "", value] = name.split("=");
    return value === undefined || name.startsWith("severity")
      ? []
      : [`${field} ${valueAt(finding, field.split(".")) ?? "none"}`];
  });
  return words.join(", ") || "nothing that has a name";
}

export const severityNews = (severity: string): string => `severity>=${severity}`;

function valueAt(finding: Finding | Triaged, path: readonly string[]): string | null {
  let current: unknown = finding;
  for (const part of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, part)) return null;
    current = (current as Record<string, unknown>)[part];
  }
  return current === null || current === undefined ? null : String(current);
}
