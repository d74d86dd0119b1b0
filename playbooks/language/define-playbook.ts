// A playbook as its author declares it. Declaring stores the function and calls nothing: the compiler alone calls it.
import type * as z from "zod";
import type { Duration } from "../../actions/kit/contract/index.ts";
import type { Expression, Reference } from "./expression.ts";
import type { Words } from "./words.ts";

/** When a finding is one more of the same, and from what rate on it is only counted. */
export interface Repeats<F extends z.ZodType> {
  /** What names the entity; recorded as paths. */
  readonly sameEntity: (finding: Reference<z.output<F>>) => readonly Expression<unknown>[];
  readonly within: Duration;
  readonly storm: { readonly over: number; readonly in: Duration };
}

export interface PlaybookDeclaration<F extends z.ZodType = z.ZodType, S extends z.ZodObject = z.ZodObject> {
  /** kebab-case, unique in the library; the state machine is `riposte-<id>`. */
  readonly id: string;
  readonly title: string;
  /** The team that answers for it. */
  readonly owner: string;
  /** MITRE ATT&CK techniques, as in `T1078`. */
  readonly techniques: readonly `T${string}`[];
  /** How long a person takes for the same. */
  readonly manualMinutes: number;
  readonly finding: F;
  readonly repeats?: Repeats<F>;
  /** Constants that the configuration fills when the playbook is compiled. */
  readonly settings: S;
  readonly steps: (finding: Reference<z.output<F>>, settings: z.output<S>, words: Words) => void;
}

// biome-ignore lint/suspicious/noExplicitAny: `steps` takes its own finding's and settings' types, so no common parameter type exists
export type Playbook = Readonly<Omit<PlaybookDeclaration<any, any>, never>>;

/**
 * Declares a playbook.
 *
 * @example
 * export default definePlaybook({
 *   id: "one-step", title: "One step", owner: "detection", techniques: [], manualMinutes: 1,
 *   finding: ImpossibleTravel, settings: z.object({}),
 *   steps(finding, settings, { attempt, record }) {
 *     const abuse = attempt("abuseipdb", abuseipdb.checkIp, { ip: finding.sourceIp });
 *     record("evidence", cases.addEvidence, { sections: [abuse] });
 *   },
 * });
 */
export const definePlaybook = <F extends z.ZodType, S extends z.ZodObject>(
  declaration: PlaybookDeclaration<F, S>,
): Playbook => Object.freeze(declaration) as Playbook;
