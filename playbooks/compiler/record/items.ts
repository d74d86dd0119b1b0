// What a playbook is once it is recorded: frozen blocks of items. Nothing here is a function of the author's any more.
import type { Declaration } from "../../../actions/kit/contract/index.ts";
import type { Place } from "../../language/error.ts";
import type { Node, Path } from "../../language/node.ts";
import type { Shape } from "../../language/shape.ts";

interface Head {
  readonly id: string;
  readonly place: Place;
}

/** One call of one action. */
export interface Task extends Head {
  readonly kind: "task";
  readonly word: "read" | "attempt" | "record" | "contain";
  readonly action: Declaration;
  readonly input: Node;
  /** The approval or `unattended` whose branch handed out the power; null for every other word. */
  readonly power: string | null;
}

export interface ChooseBranch {
  readonly id: string;
  readonly if: Node;
  readonly block: Block;
}

/** `choose`, `when` and `given`: the first branch whose condition holds, else `otherwise`. */
export interface Choose extends Head {
  readonly kind: "choose";
  readonly branches: readonly ChooseBranch[];
  readonly otherwise: Block;
}

export interface ForEach extends Head {
  readonly kind: "forEach";
  readonly list: Path;
  readonly block: Block;
}

export interface Ask extends Head {
  readonly kind: "ask";
  readonly whom: Node;
  readonly question: Node;
  readonly timeout: number;
  readonly yes: Block;
  readonly no: Block;
  readonly silent: Block;
}

export interface ApprovalRequest {
  readonly because: readonly Node[];
  readonly subject: Node;
  readonly approvers: string;
  /** Seconds. */
  readonly timeout: number;
}

export interface Approval extends Head {
  readonly kind: "approval";
  readonly request: ApprovalRequest;
  readonly approved: Block;
  readonly denied: Block;
  readonly expired: Block;
}

export interface Unattended extends Head {
  readonly kind: "unattended";
  readonly reason: string;
  readonly limit: number;
  readonly if: Node;
  readonly overLimit: ApprovalRequest;
  readonly block: Block;
}

export interface Pause extends Head {
  readonly kind: "pause";
  /** Seconds. */
  readonly duration: number;
}

export type Item = Task | Choose | ForEach | Ask | Approval | Unattended | Pause;

export interface Block {
  readonly items: readonly Item[];
}

/** A playbook, recorded. */
export interface Recording {
  readonly id: string;
  readonly title: string;
  /** The kind of finding that it answers. */
  readonly kind: string;
  /** What such a finding looks like. */
  readonly finding: Shape;
  readonly owner: string;
  readonly techniques: readonly string[];
  readonly manualMinutes: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly block: Block;
  readonly repeats: {
    readonly sameEntity: readonly (readonly string[])[];
    readonly within: number;
    readonly storm: { readonly over: number; readonly in: number };
  } | null;
}

/** The blocks inside an item, each with the name of its branch. */
export function blocksOf(item: Item): readonly (readonly [name: string, block: Block])[] {
  switch (item.kind) {
    case "task":
    case "pause":
      return [];
    case "choose":
      return [...item.branches.map((branch) => [branch.id, branch.block] as const), ["otherwise", item.otherwise]];
    case "forEach":
      return [["each", item.block]];
    case "ask":
      return [
        ["yes", item.yes],
        ["no", item.no],
        ["silent", item.silent],
      ];
    case "approval":
      return [
        ["approved", item.approved],
        ["denied", item.denied],
        ["expired", item.expired],
      ];
    case "unattended":
      return [["then", item.block]];
  }
}

/** The values an item itself reads, its blocks left out. */
export function nodesOf(item: Item): readonly Node[] {
  switch (item.kind) {
    case "task":
      return [item.input];
    case "choose":
      return item.branches.map((branch) => branch.if);
    case "forEach":
      return [item.list];
    case "ask":
      return [item.whom, item.question];
    case "approval":
      return [...item.request.because, item.request.subject];
    case "unattended":
      return [item.if, ...item.overLimit.because, item.overLimit.subject];
    case "pause":
      return [];
  }
}

/** An item and where it stands: enclosing items from the outermost, each with the branch taken. */
export interface Standing {
  readonly item: Item;
  readonly block: Block;
  readonly within: readonly { readonly item: Item; readonly branch: string; readonly block: Block }[];
}

/** Every item of a block, in source order, those inside branches after the item that branches. */
export function* standings(block: Block, within: Standing["within"] = []): Generator<Standing> {
  for (const item of block.items) {
    yield { item, block, within };
    for (const [branch, inner] of blocksOf(item)) {
      yield* standings(inner, [...within, { item, branch, block: inner }]);
    }
  }
}
