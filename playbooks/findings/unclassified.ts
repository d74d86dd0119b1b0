// A finding that no kind of ours describes. It keeps what every finding has, opens a case, and waits for a person.
import * as z from "zod";
import { text } from "../../actions/kit/contract/index.ts";
import { envelope } from "./envelope.ts";

export const Unclassified = envelope.extend({
  kind: z.literal("unclassified"),
  /** The publisher's own name of what it found. */
  type: text(300).nullable().default(null).describe("a text of at most 300 characters, or null"),
});
export type Unclassified = z.infer<typeof Unclassified>;
