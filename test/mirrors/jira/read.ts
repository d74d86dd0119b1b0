// An Atlassian document as lines of text, so that a test can say what a person reads.

interface Node {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: { readonly level?: number };
  readonly content?: readonly Node[];
}

export const read = (document: unknown): string => lines(document as Node).join("\n");

const lines = (node: Node): string[] => {
  switch (node.type) {
    case "heading":
      return [`${"#".repeat(node.attrs?.level ?? 0)} ${words(node)}`];
    case "paragraph":
      return words(node).split("\n");
    case "listItem":
      return [`- ${words(node)}`];
    case "tableRow":
      return [`| ${(node.content ?? []).map(words).join(" | ")} |`];
    default:
      return (node.content ?? []).flatMap(lines);
  }
};

const words = (node: Node): string => {
  if (node.type === "text") return node.text ?? "";
  if (node.type === "hardBreak") return "\n";
  return (node.content ?? []).map(words).join("");
};
