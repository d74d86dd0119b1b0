// A message's blocks as lines of text, so that a test can say what a person reads.

interface Part {
  readonly type: string;
  readonly text?: string | Part;
  readonly name?: string;
  readonly user_id?: string;
  readonly action_id?: string;
  readonly value?: string;
  readonly elements?: readonly Part[];
}

export const read = (message: { readonly blocks: readonly unknown[] }): string =>
  (message.blocks as readonly Part[]).map(linesOf).join("\n");

function linesOf(block: Part): string {
  switch (block.type) {
    case "header":
      return `# ${textOf(block.text)}`;
    case "section":
      return textOf(block.text);
    case "context":
      return `(${(block.elements ?? []).map((element) => textOf(element.text)).join(") (")})`;
    case "actions":
      return (block.elements ?? [])
        .map(({ text, action_id, value }) => `[${textOf(text)}: ${action_id} ${value}]`)
        .join(" ");
    case "rich_text":
      return (block.elements ?? []).map(linesOf).join("");
    case "rich_text_list":
      return (block.elements ?? []).map((item) => `- ${linesOf(item)}`).join("\n");
    case "rich_text_section":
      return (block.elements ?? []).map(run).join("");
    default:
      return block.type;
  }
}

const run = (part: Part): string => {
  if (part.type === "emoji") return `:${part.name}:`;
  if (part.type === "user") return `<@${part.user_id}>`;
  return typeof part.text === "string" ? part.text : "";
};

const textOf = (text: string | Part | undefined): string =>
  typeof text === "string" ? text : typeof text?.text === "string" ? text.text : "";
