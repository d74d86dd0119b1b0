// What Slack refuses of a message's blocks, in Slack's manner: each fault with its place as a JSON pointer.
// https://docs.slack.dev/reference/block-kit/blocks
type Fields = Readonly<Record<string, unknown>>;
type Check = (value: Fields, at: string) => string[];

export const mostBlocks = 50;
/** Slack states no number; refusals were seen from about so many characters of the blocks' JSON. */
export const longestBlocks = 13_200;

/** Faults of the blocks of a message; none for blocks that Slack takes. */
export function faultsOf(blocks: unknown, most = mostBlocks): string[] {
  if (!Array.isArray(blocks)) return [fault("must be an array", "/blocks")];
  if (blocks.length > most) return [fault(`no more than ${most} items allowed`, "/blocks")];
  const ids = blocks.map((block) => (isFields(block) ? block.block_id : undefined)).filter((id) => id !== undefined);
  const twice = new Set(ids).size < ids.length ? [fault("block_id already exists", "/blocks")] : [];
  return [...twice, ...blocks.flatMap((block, index) => blockFaults(block, `/blocks/${index}`))];
}

const fault = (what: string, at: string): string => `${what} [json-pointer:${at}]`;

function blockFaults(block: unknown, at: string): string[] {
  if (!isFields(block)) return [fault("must be an object", at)];
  const check = own(blocks, block.type);
  if (check === undefined) return [fault(`unsupported type: ${String(block.type)}`, `${at}/type`)];
  return [...shortId(block.block_id, `${at}/block_id`), ...check(block, at)];
}

const shortId = (id: unknown, at: string): string[] =>
  id === undefined || (typeof id === "string" && id.length <= 255)
    ? []
    : [fault("must be less than 256 characters", at)];

const blocks: Readonly<Record<string, Check>> = {
  header: ({ text }, at) => textFaults(text, `${at}/text`, 150, ["plain_text"]),
  section: (block, at) => sectionFaults(block, at),
  context: ({ elements }, at) =>
    listFaults(elements, `${at}/elements`, 10, (element, where) =>
      element.type === "image" ? imageFaults(element, where) : textFaults(element, where, 3_000),
    ),
  actions: ({ elements }, at) => [
    ...uniqueActions(elements, at),
    ...listFaults(elements, `${at}/elements`, 25, elementFaults),
  ],
  divider: () => [],
  image: (block, at) => imageFaults(block, at),
  rich_text: ({ elements }, at) => listFaults(elements, `${at}/elements`, Number.POSITIVE_INFINITY, richTextFaults),
  input: ({ label, element }, at) => [
    ...textFaults(label, `${at}/label`, 2_000, ["plain_text"]),
    ...(isFields(element) ? elementFaults(element, `${at}/element`) : [fault("missing required field: element", at)]),
  ],
};

function sectionFaults({ text, fields, accessory }: Fields, at: string): string[] {
  if (text === undefined && fields === undefined) return [fault("missing required field: text or fields", at)];
  return [
    ...(text === undefined ? [] : textFaults(text, `${at}/text`, 3_000)),
    ...(fields === undefined
      ? []
      : listFaults(fields, `${at}/fields`, 10, (field, where) => textFaults(field, where, 2_000))),
    ...(isFields(accessory) ? elementFaults(accessory, `${at}/accessory`) : []),
  ];
}

function textFaults(text: unknown, at: string, most: number, types = ["plain_text", "mrkdwn"]): string[] {
  if (!isFields(text)) return [fault("must be an object", at)];
  if (!types.includes(String(text.type))) return [fault(`must be one of: ${types.join(", ")}`, `${at}/type`)];
  const stray = Object.keys(text).find(
    (key) => !["type", "text", text.type === "mrkdwn" ? "verbatim" : "emoji"].includes(key),
  );
  if (stray !== undefined) return [fault(`no more properties allowed: ${stray}`, at)];
  return lengthFaults(text.text, `${at}/text`, most);
}

function lengthFaults(text: unknown, at: string, most: number): string[] {
  if (typeof text !== "string") return [fault("must be a string", at)];
  if (text.length === 0) return [fault("must be more than 0 characters", at)];
  return text.length > most ? [fault(`must be less than ${most + 1} characters`, at)] : [];
}

function listFaults(list: unknown, at: string, most: number, check: Check): string[] {
  if (!Array.isArray(list)) return [fault("must be an array", at)];
  if (list.length === 0) return [fault("must have at least 1 item", at)];
  if (list.length > most) return [fault(`no more than ${most} items allowed`, at)];
  return list.flatMap((item, index) =>
    isFields(item) ? check(item, `${at}/${index}`) : [fault("must be an object", `${at}/${index}`)],
  );
}

const imageFaults = ({ image_url, alt_text }: Fields, at: string): string[] => [
  ...lengthFaults(image_url, `${at}/image_url`, 3_000),
  ...lengthFaults(alt_text, `${at}/alt_text`, 2_000),
];

function uniqueActions(elements: unknown, at: string): string[] {
  const ids = Array.isArray(elements)
    ? elements.map((element) => (isFields(element) ? element.action_id : undefined))
    : [];
  return new Set(ids).size < ids.length ? [fault("action_id must be unique within its block", at)] : [];
}

const elementTypes = [
  "button",
  "static_select",
  "multi_static_select",
  "users_select",
  "plain_text_input",
  "checkboxes",
  "radio_buttons",
  "datepicker",
  "number_input",
  "email_text_input",
  "overflow",
  "image",
];

function elementFaults(element: Fields, at: string): string[] {
  if (!elementTypes.includes(String(element.type)))
    return [fault(`unsupported type: ${String(element.type)}`, `${at}/type`)];
  return [...shortId(element.action_id, `${at}/action_id`), ...(own(elements, element.type)?.(element, at) ?? [])];
}

const elements: Readonly<Record<string, Check>> = {
  image: imageFaults,
  button: ({ text, value, url, style, confirm }, at) => [
    ...textFaults(text, `${at}/text`, 75, ["plain_text"]),
    ...(value === undefined ? [] : lengthFaults(value, `${at}/value`, 2_000)),
    ...(url === undefined ? [] : lengthFaults(url, `${at}/url`, 3_000)),
    ...(style === undefined || style === "primary" || style === "danger"
      ? []
      : [fault("must be one of: primary, danger", `${at}/style`)]),
    ...(isFields(confirm) ? confirmFaults(confirm, `${at}/confirm`) : []),
  ],
  static_select: ({ options }, at) => listFaults(options, `${at}/options`, 100, optionFaults),
  multi_static_select: ({ options }, at) => listFaults(options, `${at}/options`, 100, optionFaults),
  checkboxes: ({ options }, at) => listFaults(options, `${at}/options`, 10, optionFaults),
  radio_buttons: ({ options }, at) => listFaults(options, `${at}/options`, 10, optionFaults),
  overflow: ({ options }, at) => listFaults(options, `${at}/options`, 5, optionFaults),
};

const confirmFaults: Check = ({ title, text, confirm, deny }, at) => [
  ...textFaults(title, `${at}/title`, 100, ["plain_text"]),
  ...textFaults(text, `${at}/text`, 300),
  ...textFaults(confirm, `${at}/confirm`, 30, ["plain_text"]),
  ...textFaults(deny, `${at}/deny`, 30, ["plain_text"]),
];

const optionFaults: Check = ({ text, value, description }, at) => [
  ...textFaults(text, `${at}/text`, 75),
  ...lengthFaults(value, `${at}/value`, 150),
  ...(description === undefined ? [] : textFaults(description, `${at}/description`, 75)),
];

const richTextFaults: Check = (element, at) => {
  switch (element.type) {
    case "rich_text_list":
      return [
        ...(element.style === "bullet" || element.style === "ordered"
          ? []
          : [fault("must be one of: bullet, ordered", `${at}/style`)]),
        ...listFaults(element.elements, `${at}/elements`, Number.POSITIVE_INFINITY, (item, where) =>
          item.type === "rich_text_section"
            ? runsOf(item, where)
            : [fault("must be rich_text_section", `${where}/type`)],
        ),
      ];
    case "rich_text_section":
    case "rich_text_quote":
    case "rich_text_preformatted":
      return runsOf(element, at);
    default:
      return [fault(`unsupported type: ${String(element.type)}`, `${at}/type`)];
  }
};

const required: Readonly<Record<string, string>> = {
  text: "text",
  emoji: "name",
  link: "url",
  user: "user_id",
  usergroup: "usergroup_id",
  channel: "channel_id",
  broadcast: "range",
  date: "timestamp",
  color: "value",
};

const runsOf: Check = ({ elements: runs }, at) => {
  if (!Array.isArray(runs)) return [fault("must be an array", `${at}/elements`)];
  return runs.flatMap((run: unknown, index) => {
    const where = `${at}/elements/${index}`;
    const field = isFields(run) ? own(required, run.type) : undefined;
    if (!isFields(run) || field === undefined) return [fault("unsupported type", `${where}/type`)];
    return field === "timestamp" ? [] : lengthFaults(run[field], `${where}/${field}`, Number.POSITIVE_INFINITY);
  });
};

const own = <T>(table: Readonly<Record<string, T>>, name: unknown): T | undefined =>
  typeof name === "string" && Object.hasOwn(table, name) ? table[name] : undefined;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
