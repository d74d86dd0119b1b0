// The page of actions: every contract as it stands, system by system, so that the page cannot say what the code does not.
import { existsSync, readFileSync } from "node:fs";
import * as systems from "../../actions/index.ts";
import {
  type Declaration,
  type Permission,
  type Repeat,
  systemOf,
  type Undo,
  type Vendor,
  verbNounOf,
} from "../../actions/kit/contract/index.ts";

const root = new URL("../../", import.meta.url);

/** The whole page as Markdown. */
export async function actionsPage(): Promise<string> {
  const all = Object.values(systems)
    .flatMap((actions) => Object.values(actions) as unknown as Declaration[])
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const bySystem = Map.groupBy(all, ({ id }) => systemOf(id));
  const chapters = await Promise.all([...bySystem].map(([system, contracts]) => chapter(system, contracts)));
  return `${[...head(all), ...chapters.flat()].join("\n\n")}\n`;
}

const head = (all: readonly Declaration[]): readonly string[] => [
  "<!-- Written by `node docs/generate.ts` from the contracts of the actions. -->",
  "# Actions",
  "What a playbook can do. A *read* changes nothing; a *record* writes in the team's own systems; a *contain* changes the world of the person concerned, and needs a grant. An action that several vendors serve is bound to one of them in `riposte.config.ts`.",
  [
    "| action | effect | what it does |",
    "| --- | --- | --- |",
    ...all.map(({ id, effect, title }) => `| [${id}](#${anchor(id)}) | ${effect} | ${title} |`),
  ].join("\n"),
];

/** As GitHub makes it of a heading. */
const anchor = (id: string): string => id.replaceAll(".", "");

async function chapter(system: string, contracts: readonly Declaration[]): Promise<readonly string[]> {
  const vendors = await vendorsOf(system);
  return [`## ${system}`, introduction(system), ...vendors.map(vendorLine), ...contracts.flatMap(section)];
}

/** The comment at the head of a file is what the file says of itself. */
const headOf = (path: string): string =>
  /^(?:\/\/.*\n)+/
    .exec(readFileSync(new URL(path, root), "utf8"))?.[0]
    .replace(/^\/\/ ?/gm, "")
    .replace(/\n(?=.)/g, " ")
    .trim() ?? "";

const introduction = (system: string): string => headOf(`actions/${system}/index.ts`);

async function vendorsOf(system: string): Promise<readonly Vendor[]> {
  const file = new URL(`actions/${system}/vendors.ts`, root);
  const vendors = existsSync(file) ? Object.values((await import(file.href)) as Record<string, Vendor>) : [];
  return vendors.toSorted((a, b) => (a.system < b.system ? -1 : 1));
}

const vendorLine = (vendor: Vendor): string =>
  `Served by **${vendor.system}**: ${[hostsOf(vendor.hosts), secretsOf(vendor), permissionsOf(vendor.permissions)].filter((part) => part !== "").join("; ") || "nothing else is needed"}.`;

function section(contract: Declaration): readonly string[] {
  const { id, title, effect, limits, docs } = contract;
  const file = `actions/${systemOf(id)}/${verbNounOf(id)}/action.ts`;
  const rows: readonly (readonly [string, string])[] = [
    ["effect", effect],
    ["permissions", permissionsOf(contract.permissions)],
    ["secrets", secretsOf(contract)],
    ["hosts", contract.hosts.map(code).join(", ")],
    ["limits", limitsOf(limits)],
    ...(effect === "read" ? [] : ([["repeated", repeatOf(contract.repeat)]] as const)),
    ...(effect === "contain" ? containment(contract) : []),
    ["vendor's page", `<${docs}>`],
    ["declared in", `[\`${file}\`](../${file})`],
  ];
  return [`### ${id}`, `${title}. ${headOf(file)}`, table(rows), ...example(contract)];
}

const containment = (contract: Extract<Declaration, { effect: "contain" }>): readonly (readonly [string, string])[] => [
  ["undone by", undoOf(contract.undo)],
  ["verified by", contract.verification],
  ["expires after", contract.expiry === undefined ? "" : `${contract.expiry / 3_600} hours`],
  ["at most", `${contract.blastRadius.perHour} an hour for a playbook in an account`],
];

const undoOf = (undo: Undo<never, never>): string =>
  "none" in undo ? `nothing: ${undo.none}` : `[${undo.action}](#${anchor(undo.action)})`;

const repeats: Readonly<Record<Exclude<Repeat["by"], "at-least-once">, string>> = {
  natural: "the same call changes nothing more",
  key: "the vendor takes our key and refuses the second",
  search: "what is there already is looked for first",
};

const repeatOf = (repeat: Repeat): string =>
  repeat.by === "at-least-once" ? `may happen again: ${repeat.reason}` : repeats[repeat.by];

const limitsOf = ({ timeout, typical, perSecond, output }: Declaration["limits"]): string =>
  [
    `${typical} s on an ordinary day, ${timeout} s at most`,
    ...(perSecond === undefined ? [] : [`${perSecond} calls a second`]),
    `${output.toLocaleString("en-US")} bytes of answer`,
  ].join("; ");

const code = (text: string): string => `\`${text}\``;
const hostsOf = (hosts: readonly string[]): string => (hosts.length === 0 ? "" : `hosts ${hosts.map(code).join(", ")}`);
const secretsOf = ({ secrets }: Pick<Vendor, "secrets">): string => {
  const names = Object.values(secrets).map(({ name }) => code(name));
  return names.length === 0 ? "" : `secrets ${names.join(", ")}`;
};
const permissionsOf = (permissions: readonly Permission[]): string =>
  permissions
    .map(({ actions, resources }) => `${actions.map(code).join(", ")} on ${resources.map(code).join(", ")}`)
    .join("; ");

const table = (rows: readonly (readonly [string, string])[]): string =>
  [
    "| | |",
    "| --- | --- |",
    ...rows
      .filter(([, value]) => value !== "")
      .map(([name, value]) => `| ${name} | ${value.replace(/^secrets /, "")} |`),
  ].join("\n");

const example = ({ examples: [first] }: Declaration): readonly string[] =>
  first === undefined
    ? []
    : [
        `Example: ${first.title}.`,
        `\`\`\`json\n${JSON.stringify({ input: first.input, output: first.output }, null, 2)}\n\`\`\``,
      ];
