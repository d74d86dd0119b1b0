// The workspace of Example Corp: its channels and people, and the app that Riposte is in it.
import { people } from "../organisation/people.ts";

export interface Workspace {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly bot: { readonly user: string; readonly id: string; readonly app: string; readonly name: string };
  /** Channels that the app is in, by id. */
  readonly channels: ReadonlyMap<string, { readonly name: string; readonly archived: boolean }>;
  readonly users: ReadonlyMap<string, WorkspaceUser>;
}

export interface WorkspaceUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  /** What keeps somebody from being a whole member; absent for members. */
  readonly is?: "deactivated" | "bot" | "guest" | "single-channel guest" | "external";
}

/** Accounts that the workspace knows and that are no whole members of it. */
const notMembers: readonly WorkspaceUser[] = [
  { id: "U0GUESTGAIL", name: "gail.ray", realName: "Gail Ray", email: "gail.ray@agency.example", is: "guest" },
  { id: "U0LEFTLARS1", name: "lars.holt", realName: "Lars Holt", email: "lars.holt@example.com", is: "deactivated" },
  { id: "U0PARTNERPY", name: "py.adler", realName: "Py Adler", email: "py.adler@partner.example", is: "external" },
];

export const exampleWorkspace: Workspace = {
  team: { id: "T0EXAMPLE1", name: "Example Corp", domain: "example-corp" },
  bot: { user: "U0RIPOSTE1", id: "B0RIPOSTE1", app: "A0RIPOSTE1", name: "riposte" },
  channels: new Map([
    ["C0SECOPS1", { name: "sec-ops", archived: false }],
    ["C0ARCHIVE1", { name: "sec-ops-2025", archived: true }],
  ]),
  users: new Map<string, WorkspaceUser>([
    ...people.flatMap(({ id, name, email, slack }) =>
      slack === null ? [] : [[slack, { id: slack, name: id, realName: name, email }] as const],
    ),
    ...notMembers.map((user) => [user.id, user] as const),
  ]),
};
