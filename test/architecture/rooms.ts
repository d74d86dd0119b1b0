// The rooms of this repository and who may import whom. A breach is settled here, in the open, or in the code.

export interface Room {
  readonly name: string;
  /** Files of this room, by path from the root. The first room that knows a file has it. */
  readonly has: RegExp;
  /** Other rooms whose files it may import; `everything` but the rooms in `never`. */
  readonly may: readonly string[] | "everything";
  readonly never?: readonly string[];
  /** Packages and `node:` modules. */
  readonly packages: readonly RegExp[] | "any";
  /** Packages refused even where any is allowed. */
  readonly neverPackages?: readonly RegExp[];
}

const zod = /^zod$/;
const sdk = /^@aws-sdk\//;
const node = /^node:/;
const ipaddr = /^ipaddr\.js$/;
const cdk = /^(aws-cdk-lib|constructs|cdk-nag)(\/|$)/;

const kit = ["kit contract", "kit runtime"];

export const rooms: readonly Room[] = [
  { name: "kit contract", has: /^actions\/kit\/contract\//, may: [], packages: [zod] },
  {
    name: "kit runtime",
    has: /^actions\/kit\/runtime\//,
    may: ["kit contract"],
    packages: [zod, sdk, node, ipaddr, /^axios$/, /^canonicalize$/],
  },
  { name: "mirrors", has: /^actions\/mirrors\//, may: kit, packages: [zod, sdk, node] },
  { name: "registry", has: /^actions\/index\.ts$/, may: ["contracts"], packages: [] },
  // What is data of an action: `action.ts`, a system's `index.ts`, and whatever these import of their own system.
  { name: "contracts", has: /^actions\/[^/]+\/(index|[^/]+\/action)\.ts$/, may: ["kit contract"], packages: [zod] },
  { name: "handlers", has: /^actions\/[^/]+\//, may: ["contracts", ...kit], packages: [zod, sdk, node, ipaddr] },
  { name: "findings", has: /^playbooks\/findings\//, may: ["kit contract"], packages: [zod] },
  { name: "language", has: /^playbooks\/language\//, may: ["kit contract"], packages: [zod] },
  {
    name: "library",
    has: /^playbooks\/library\//,
    may: ["language", "findings", "contracts", "registry"],
    packages: [zod],
  },
  // No disk, no clock, no SDK: of node only what computes.
  {
    name: "compiler",
    has: /^playbooks\/compiler\//,
    may: ["language", "kit contract"],
    packages: [zod, /^node:(crypto|util)$/],
  },
  {
    name: "dispatcher",
    has: /^playbooks\/dispatcher\//,
    may: ["findings", "library", "registry", "contracts", "configuration", ...kit],
    packages: [zod, sdk, node],
  },
  {
    name: "chatops",
    has: /^chatops\//,
    may: ["library", "findings", "registry", "contracts", "configuration", ...kit],
    packages: [zod, sdk, node, /^@slack\//],
  },
  { name: "configuration", has: /^riposte\.config\.ts$/, may: ["kit contract", "findings"], packages: [] },
  {
    name: "infra aws",
    has: /^infra\/aws\//,
    may: ["compiler", "language", "library", "configuration", "registry", "contracts", "kit contract"],
    packages: [zod, node, cdk],
  },
  {
    name: "infra local",
    has: /^infra\/local\//,
    may: "everything",
    never: ["infra aws", "command line", "tests"],
    packages: "any",
    neverPackages: [cdk],
  },
  { name: "command line", has: /^cli\//, may: "everything", never: ["tests"], packages: "any" },
  { name: "tests", has: /^test\//, may: "everything", packages: "any" },
  { name: "documents", has: /^docs\//, may: "everything", never: ["tests"], packages: "any" },
  { name: "tools", has: /^[^/]+\.ts$/, may: [], packages: "any" },
];

/** Hosts start functions by path, so that none of their code is loaded before it is called. */
export const onlyByPath = {
  from: ["infra aws", "infra local"],
  rooms: ["handlers", "mirrors", "dispatcher", "chatops"],
} as const;

/** Rooms that may import what they compute a path to. */
export const mayComputePaths = ["infra local", "command line", "tests", "documents"];

/** Packages that come with another and must have its version, so that `package.json` does not name them. */
export const comesWith: Readonly<Record<string, string>> = {
  "@slack/web-api": "@slack/bolt",
  "@slack/types": "@slack/bolt",
  vite: "vitest",
};
