// The words an author writes. The verb of a step is its effect, because that is what a reviewer looks for first.
import type * as z from "zod";
import type {
  ContainDeclaration,
  Declaration,
  Duration,
  Evidence,
  ReadDeclaration,
  RecordDeclaration,
} from "../../actions/kit/contract/index.ts";
import type { Condition, Expression, Input, Reference } from "./expression.ts";

// biome-ignore lint/suspicious/noExplicitAny: a contract of any input and output; inference takes them from the argument
type AnySchema = any;
type Read = ReadDeclaration<AnySchema, AnySchema>;
type Record = RecordDeclaration<AnySchema, AnySchema>;
type Contain = ContainDeclaration<AnySchema, AnySchema>;

type InputOf<A extends Declaration> = Input<z.input<A["input"]>>;
type OutputOf<A extends Declaration> = z.output<A["output"]>;

/** A step that may have failed. It is itself evidence; what it answered is under `output`, null when it did not. */
export interface Attempt<T> extends Expression<Evidence> {
  readonly output: Reference<T | null>;
  readonly failed: Condition;
}

/** What one containment came to, as evidence. */
export interface Contained extends Expression<Evidence> {
  readonly failed: Condition;
}

export type Steps = () => void;
/** A branch in which nothing happens, said aloud. */
export const nothing: Steps = () => {};

export interface Branch {
  /** The condition as a sentence: `clean`, `needs-a-person`. */
  readonly id: string;
  readonly if: Expression<boolean>;
  readonly then: Steps;
}

export interface Request {
  /** The evidence that the approver is shown first. */
  readonly because: readonly Expression<Evidence>[];
  /** The person concerned, who may not decide; null when nobody known is. */
  readonly subject: Input<string | null>;
  /** A group of people in the configuration. */
  readonly approvers: string;
  readonly timeout: Duration;
}

/** The power to contain. Only an approved branch, or `unattended`, hands it out. */
export type ContainWord = <A extends Contain>(id: string, action: A, input: InputOf<A>) => Contained;

/** The words that make steps; the second argument of a playbook's `steps` is its settings, the third these. */
export interface Words {
  /**
   * A read that must succeed. What needs it is skipped when it does not, and the execution fails before it contains anything.
   * @example const who = read("who", identity.resolvePrincipal, { claim: finding.user, account: finding.account });
   */
  readonly read: <A extends Read>(id: string, action: A, input: InputOf<A>) => Reference<OutputOf<A>>;
  /**
   * A read that may fail. `.output` is null then, and `.failed` says so.
   * @example const abuse = attempt("abuseipdb", abuseipdb.checkIp, { ip: finding.sourceIp });
   */
  readonly attempt: <A extends Read>(id: string, action: A, input: InputOf<A>) => Attempt<OutputOf<A>>;
  /**
   * A write in the team's own systems.
   * @example record("evidence", cases.addEvidence, { sections: [evidenceOf(who), abuse] });
   */
  readonly record: <A extends Record>(id: string, action: A, input: InputOf<A>) => Reference<OutputOf<A>>;
  /**
   * The first branch whose condition holds, or `otherwise`. No value leaves a block.
   * @example choose("verdict", [{ id: "clean", if: explained, then: () => { … } }], { otherwise: nothing });
   */
  readonly choose: (id: string, branches: readonly Branch[], rest: { readonly otherwise: Steps }) => void;
  /**
   * One branch.
   * @example when("reported", above(score, 75), { then: () => { … } });
   */
  readonly when: (
    id: string,
    condition: Expression<boolean>,
    blocks: { readonly then: Steps; readonly otherwise?: Steps },
  ) => void;
  /**
   * From a value that may be absent to one that is there.
   * @example given("person", who.person, { then: person => { … } });
   */
  readonly given: <T>(
    id: string,
    value: Expression<T>,
    blocks: { readonly then: (present: Reference<NonNullable<T>>) => void; readonly otherwise?: Steps },
  ) => void;
  /**
   * Once per item: ten at a time, or one at a time where the loop contains.
   * @example forEach("each-key", keys.items, key => { … });
   */
  readonly forEach: <T>(id: string, list: Expression<readonly T[]>, each: (item: Reference<T>) => void) => void;
  /**
   * The person concerned is asked. The answer is evidence, never permission.
   * @example ask("was-it-you", { whom: person, question: text`Did you log in from ${ip}?`, timeout: minutes(10) }, { yes: nothing, no: nothing, silent: nothing });
   */
  readonly ask: (
    id: string,
    request: { readonly whom: Input<string>; readonly question: Input<string>; readonly timeout: Duration },
    blocks: { readonly yes: Steps; readonly no: Steps; readonly silent: Steps },
  ) => Expression<Evidence>;
  /**
   * Someone with authority decides on the plan: every `contain` of the approved branch, shown before the question.
   * @example approval("approve-containment", { because: [abuse], subject: who.person, approvers: settings.approvers, timeout: minutes(30) }, { approved: ({ contain }) => { … }, denied: nothing, expired: nothing });
   */
  readonly approval: (
    id: string,
    request: Request,
    blocks: {
      readonly approved: (words: { readonly contain: ContainWord }) => void;
      readonly denied: Steps;
      readonly expired: Steps;
    },
  ) => void;
  /**
   * Containment without a person: reversible actions only, on a condition that reads something of ours, up to a limit an hour.
   * @example unattended("block-known-bad", { reason: "…", limit: 5, if: reported, overLimit: { … } }, ({ contain }) => { … });
   */
  readonly unattended: (
    id: string,
    request: {
      readonly reason: string;
      readonly limit: number;
      readonly if: Expression<boolean>;
      readonly overLimit: Request;
    },
    then: (words: { readonly contain: ContainWord }) => void,
  ) => void;
  /** @example pause("let-it-settle", minutes(2)); */
  readonly pause: (id: string, duration: Duration) => void;
  /** @example choose("verdict", […], { otherwise: nothing }); */
  readonly nothing: Steps;
}
