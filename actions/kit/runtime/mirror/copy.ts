// A mirror keeps one copy of a case somewhere else: a ticket, a thread. This is what a mirror must be able to do; the
// order, the memory and the failures are the same for all of them and live in `bring-up-to-date.ts`.
import type { CaseEntry, CaseView } from "../../contract/case.ts";

/** What is written at once: a comment, a reply. The last piece of an entry has the entry's own id. */
export interface Piece<Body> {
  readonly id: string;
  readonly body: Body;
}

/** A value of the copy that follows the case's head and is set anew when it changes: priority, the head message. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly set: (key: string) => Promise<void>;
}

export interface Opened {
  /** The ticket's or thread's own name for itself. */
  readonly key: string;
  readonly url: string | null;
}

export interface Copy<Body> {
  readonly system: string;
  /**
   * The copy that an earlier attempt has made; null when there is certainly none. `askedAt`: one was asked for at that
   * time and the answer is not known. @throws RetryableFailure `Conflict` while it cannot be told yet.
   */
  readonly find: (view: CaseView, askedAt: string | null) => Promise<Opened | null>;
  /** Makes the copy. Facts named in `born` are as the case has them from the start. */
  readonly create: (view: CaseView) => Promise<Opened>;
  readonly born: readonly string[];
  /** Which pieces stand in the copy, and where: by id, the vendor's own reference. */
  readonly posted: (view: CaseView, key: string) => Promise<ReadonlyMap<string, string>>;
  /** An entry as pieces, always the same ones; none when the opening already says it. */
  readonly pieces: (view: CaseView, entry: CaseEntry) => readonly Piece<Body>[];
  /** Writes one piece and answers the vendor's reference. `posted` knows every piece that stands in the copy. */
  readonly add: (
    view: CaseView,
    key: string,
    piece: Piece<Body>,
    posted: ReadonlyMap<string, string>,
  ) => Promise<string>;
  readonly facts: (view: CaseView) => readonly Fact[];
}
