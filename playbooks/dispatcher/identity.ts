// What makes a finding the same, whose it is, and what it brings. Names only: the same finding has them always.
import type { Mode, PlaybookSettings } from "../../actions/kit/contract/index.ts";
import { severities } from "../../actions/kit/contract/index.ts";
import { nameOf } from "../../actions/kit/runtime/case-store/index.ts";
import { type Finding, kinds } from "../findings/index.ts";

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
export function entityName(finding: Finding, mode: Mode, paths: readonly (readonly string[])[]): string | null {
  const values = paths.map((path) => valueAt(finding, path));
  return values.some((value) => value === null) ? null : nameOf([finding.kind, mode, ...values], 32);
}

/** Its severity, with every lower one: a finding of a higher one brings what none before it has. */
export const severitiesOf = ({ severity }: Finding): string[] =>
  severities.slice(0, severities.indexOf(severity) + 1).map(severityNews);

/** Each value that would be news on an open case: another account, principal or address. */
export const newsOf = (finding: Finding): string[] =>
  kinds[finding.kind].news.map((path) => `${path.join(".")}=${nameOf([valueAt(finding, path)], 16)}`);

export const severityNews = (severity: string): string => `severity>=${severity}`;

export const playbookFor = (finding: Finding, playbooks: readonly PlaybookSettings[]): PlaybookSettings | null =>
  playbooks.find(({ kind }) => kind === finding.kind) ?? null;

function valueAt(finding: Finding, path: readonly string[]): string | null {
  let current: unknown = finding;
  for (const part of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, part)) return null;
    current = (current as Record<string, unknown>)[part];
  }
  return current === null || current === undefined ? null : String(current);
}
