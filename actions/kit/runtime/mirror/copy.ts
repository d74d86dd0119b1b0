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
  /** Made just now, with nothing in it yet: the names of the facts that it has from the start. Null for one found again. */
  readonly holds: readonly string[] | null;
}

export interface Copy<Body> {
  readonly system: string;
  /**
   * Opens the copy, or finds the one an earlier attempt has opened. `askedAt`: an earlier attempt asked for one at that
   * time and its answer is not known.
   */
  readonly open: (view: CaseView, askedAt: string | null) => Promise<Opened>;
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
