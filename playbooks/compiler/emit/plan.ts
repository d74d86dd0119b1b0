// The plan of an approval: one expression that lists every `contain` of the branch, with the very input that it will be
// called with. Resolved by the state that asks, before anybody is asked.
import type { Block, Item, Task } from "../record/items.ts";
import { withDefaults } from "./defaults.ts";
import { type Names, printLiteral, printNode } from "./print.ts";

/** An expression giving the list of plan lines `{ step, item, action, input }`. */
export const planOf = (block: Block, names: Names): string => `[${linesOf(block, names, null, 1).join(", ")}]`;

/** The plan of one call alone. */
export const planOfTask = (task: Task, names: Names, index: string | null): string => `[${line(task, names, index)}]`;

function linesOf(block: Block, names: Names, index: string | null, depth: number): readonly string[] {
  return block.items.flatMap((item) => itemLines(item, names, index, depth));
}

function itemLines(item: Item, names: Names, index: string | null, depth: number): readonly string[] {
  switch (item.kind) {
    case "task":
      return item.word === "contain" ? [line(item, names, index)] : [];
    case "forEach": {
      const path = `$string($i${depth})`;
      const inner = linesOf(
        item.block,
        { step: names.step, item: (loop) => (loop === item.id ? `$v${depth}` : names.item(loop)) },
        index === null ? path : `${index} & "." & ${path}`,
        depth + 1,
      );
      if (inner.length === 0) return [];
      return [
        `$map(${printNode(item.list, names)}, function($v${depth}, $i${depth}) { {"lines": [${inner.join(", ")}]} }).lines`,
      ];
    }
    case "choose":
      return chooseLines(item, names, index, depth);
    case "ask":
    case "approval":
    case "unattended":
    case "pause":
      return [];
  }
}

/** Branches of which one is taken: the first whose condition holds. */
function chooseLines(
  item: Item & { kind: "choose" },
  names: Names,
  index: string | null,
  depth: number,
): readonly string[] {
  const lists = [...item.branches.map((branch) => branch.block), item.otherwise].map((block) =>
    linesOf(block, names, index, depth),
  );
  if (lists.every((list) => list.length === 0)) return [];
  const rest = `[${(lists.at(-1) as readonly string[]).join(", ")}]`;
  const nested = item.branches.reduceRight(
    (otherwise, branch, at) =>
      `(${printNode(branch.if, names)} ? [${(lists[at] as readonly string[]).join(", ")}] : ${otherwise})`,
    rest,
  );
  return [nested];
}

function line(task: Task, names: Names, index: string | null): string {
  const fields = {
    step: printLiteral(task.id),
    item: index ?? "null",
    action: printLiteral(task.action.id),
    input: printNode(withDefaults(task.action, task.input), names),
  };
  return `{${Object.entries(fields)
    .map(([name, value]) => `"${name}": ${value}`)
    .join(", ")}}`;
}
