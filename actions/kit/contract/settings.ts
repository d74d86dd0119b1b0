// What functions need of the configuration at run time: one JSON file, made when compiling, put into every bundle and
// named by RIPOSTE_SETTINGS. Its schema is the door.
import * as z from "zod";
import { awsAccount, severity, text, timestamp } from "./observables.ts";
import { personId } from "./principal.ts";

export const roles = ["analyst", "responder", "approver", "administrator"] as const;
export type Role = (typeof roles)[number];

/** `observe`: the plan goes onto the case, nobody is asked. `ask`: a person decides. `act`: also allows `unattended`. */
export const playbookMode = z.enum(["observe", "ask", "act"]);
export type PlaybookMode = z.infer<typeof playbookMode>;

export const person = z.object({
  id: personId,
  name: text(120),
  email: text(320),
  roles: z.array(z.enum(roles)).min(1),
  slack: z
    .string()
    .regex(/^[UW][A-Z0-9]{2,20}$/)
    .nullable()
    .default(null),
  /** Canonical ids of the identities that are this person: ARNs, Okta ids, Entra ids. */
  identities: z.array(text(2_048)).max(20).default([]),
});
export type Person = z.infer<typeof person>;

/** What must hold of a finding, beside its kind, for a playbook to answer it. All that are given must. */
export const playbookConditions = z.object({
  /** This or a higher one. */
  severity: severity.optional(),
  /** One of these accounts. */
  accounts: z.array(awsAccount).min(1).optional(),
  /** One of the publisher's labels. */
  tags: z.array(text(80)).min(1).optional(),
});

export const playbookSettings = z.object({
  id: text(80),
  title: text(120),
  kind: text(80),
  /** The digest of the compiled definition. */
  version: text(64),
  stateMachine: text(80),
  manualMinutes: z.number().min(0),
  when: playbookConditions.optional(),
  mode: z.object({ default: playbookMode, accounts: z.record(z.string(), playbookMode).default({}) }),
  repeats: z
    .object({
      /** Field paths into the finding whose values together name the entity. */
      sameEntity: z.array(z.array(text(80)).min(1)).min(1),
      withinSeconds: z.number().positive(),
      storm: z.object({ over: z.int().positive(), inSeconds: z.number().positive() }),
    })
    .nullable(),
  /** Every step in source order: `ending` names the ones that never ran. */
  steps: z.array(
    z.object({
      id: text(80),
      action: text(80).nullable(),
      word: z.enum([
        "read",
        "attempt",
        "record",
        "contain",
        "choose",
        "forEach",
        "approval",
        "ask",
        "unattended",
        "pause",
      ]),
    }),
  ),
});
export type PlaybookSettings = z.infer<typeof playbookSettings>;

const addressBlock = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: "expected an IP address or a block of them, as in 198.51.100.0/24",
});
const someTexts = z.array(text(2_048).min(1)).min(1).max(100).optional();

/** How long a suppression may last, in days. */
export const longestSuppression = 30;

/** Findings that somebody answers for: kept and counted, and nothing is started. */
export const suppression = z
  .object({
    id: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(80),
    /** Who answers for it. */
    owner: personId,
    reason: text(200).min(1),
    /** Only findings of these kinds. */
    kinds: z.array(text(80)).min(1).optional(),
    /** What they must name: every line, and of each line nothing but what it lists. */
    where: z
      .strictObject({
        address: z.array(addressBlock).min(1).max(100).optional(),
        user: someTexts,
        host: someTexts,
        key: someTexts,
        secret: someTexts,
        name: someTexts,
        resource: someTexts,
      })
      .refine((where) => Object.values(where).some((values) => values !== undefined), {
        error: 'expected a condition on at least one entity, as in { address: ["198.51.100.7"] }',
      }),
    from: timestamp,
    until: timestamp,
  })
  .refine(({ from, until }) => Date.parse(until) > Date.parse(from), { error: "expected an end after its beginning" })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= longestSuppression * 86_400_000, {
    error: `expected an end at most ${longestSuppression} days after its beginning`,
  });

export const settings = z.object({
  organisation: text(120),
  people: z.array(person),
  /** Groups of people by name, as playbooks' settings name them. */
  approvers: z.record(z.string(), z.array(personId).min(1)),
  /** Canonical ids that containment never touches, whatever a playbook or an approver says. */
  protectedSubjects: z.array(text(2_048)),
  /** Accounts whose findings may be contained. */
  accounts: z.array(awsAccount),
  networks: z.object({
    /** CIDR blocks that our own people and systems leave from. */
    egress: z.array(text(50)),
    /** CIDR blocks of VPN services that our people use. */
    vpn: z.array(text(50)),
  }),
  /** Which vendor implements a system that several can: `{ siem: "splunk" }`. */
  bindings: z.record(z.string(), text(40)),
  /** Who may publish findings: kinds and accounts, by the name in the finding's `source`. */
  publishers: z.array(z.object({ source: text(80), kinds: z.array(text(80)), accounts: z.array(awsAccount) })),
  /** Which kind of finding a detection of one's own makes: kinds by the id or name of its rule, as the SIEM sends it. */
  rules: z.record(z.string().min(1).max(300), text(80)).optional(),
  suppressions: z.array(suppression).max(200).optional(),
  /** Where the SIEM keeps what happened: names of its indexes. */
  siem: z
    .object({
      indexes: z
        .array(text(80).regex(/^[A-Za-z0-9_.*-]+$/))
        .min(1)
        .max(20),
    })
    .optional(),
  slack: z
    .object({
      /** Where the threads of cases are. */
      channel: text(30),
      /** The workspace whose commands and clicks count; none do without it. */
      team: z
        .string()
        .regex(/^[TE][A-Z0-9]{2,20}$/)
        .optional(),
    })
    .nullable(),
  jira: z
    .object({ site: z.url(), project: text(20), issueType: text(40), priorities: z.record(severity, text(40)) })
    .nullable(),
  playbooks: z.array(playbookSettings),
});
export type Settings = z.infer<typeof settings>;
