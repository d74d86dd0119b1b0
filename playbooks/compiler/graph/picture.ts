// What every drawing of a playbook shows, before it is Mermaid or SVG: the nested order of its steps, each with what it
// does to the world. The nesting is the layout.
import { named } from "../../language/reference.ts";
import { span, worded } from "../explain/words.ts";
import { type Block, blocksOf, type Choose, type Item, type Recording } from "../record/items.ts";
import { schedule } from "../schedule/schedule.ts";
import type { Tree } from "../schedule/shapes.ts";

/** How a step is drawn: by its effect, or by who decides. */
export type Look = "read" | "attempt" | "record" | "contain" | "choice" | "person" | "unattended" | "wait" | "terminal";

export interface Step {
  readonly kind: "step";
  readonly id: string;
  readonly look: Look;
  readonly caption: string;
}

export interface Fork {
  readonly kind: "fork";
  readonly head: Step;
  readonly branches: readonly { readonly name: string; readonly body: Picture | null }[];
}

export interface Loop {
  readonly kind: "loop";
  readonly id: string;
  readonly caption: string;
  readonly body: Picture | null;
}

export type Picture =
  | Step
  | Fork
  | Loop
  | { readonly kind: "sequence" | "parallel"; readonly parts: readonly Picture[] };

/** Null for a playbook without steps. */
export const pictureOf = ({ block }: Recording): Picture | null => blockPicture(block);

function blockPicture(block: Block): Picture | null {
  const tree = schedule(block);
  return tree === null ? null : treePicture(tree, block);
}

function treePicture(tree: Tree, block: Block): Picture {
  if (tree.kind === "item") return itemPicture(block.items[tree.item] as Item);
  return { kind: tree.kind, parts: tree.parts.map((part) => treePicture(part, block)) };
}

function itemPicture(item: Item): Picture {
  switch (item.kind) {
    case "task":
      return step(item.id, item.word, item.action.title);
    case "pause":
      return step(item.id, "wait", `wait for ${span(item.duration)}`);
    case "forEach":
      return {
        kind: "loop",
        id: item.id,
        caption: `for every item of ${named(item.list)}`,
        body: blockPicture(item.block),
      };
    case "choose":
      return fork(item, step(item.id, "choice", question(item)));
    case "ask":
      return fork(item, step(item.id, "person", `the person concerned, ${span(item.timeout)}`));
    case "approval":
      return fork(item, step(item.id, "person", `${item.request.approvers}, ${span(item.request.timeout)}`));
    case "unattended":
      return fork(item, step(item.id, "unattended", `without a person, at most ${item.limit} an hour`));
  }
}

/** `when` and `given` have one branch and no name for it; a choice names its branches. */
const question = ({ branches }: Choose): string => {
  const [only, ...more] = branches;
  return only?.id === "then" && more.length === 0 ? worded(only.if) : "the first that holds";
};

const step = (id: string, look: Look, caption: string): Step => ({ kind: "step", id, look, caption });

function fork(item: Item, head: Step): Fork {
  const branches = blocksOf(item).map(([name, block]) => ({ name, body: blockPicture(block) }));
  const rest = item.kind === "unattended" ? [{ name: "otherwise", body: null }] : [];
  return { kind: "fork", head, branches: [...branches, ...rest] };
}
