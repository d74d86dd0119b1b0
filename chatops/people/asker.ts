// Who stands behind a Slack user: a person of the configuration, if Slack says that the account is whole and our own.
// Nobody else is served, and where Slack does not answer nobody is.
import type { WebClient } from "@slack/web-api";
import * as z from "zod";
import type { Person } from "../../actions/kit/contract/index.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import { askedAgain } from "../slack/client.ts";

export type Asker =
  | { readonly ok: true; readonly person: Person }
  /** `name`: who it is as far as that is known, for the record. */
  | { readonly ok: false; readonly name: string; readonly message: string };

const userShape = z.object({
  id: z.string(),
  team_id: z.string(),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
});
type SlackUser = z.infer<typeof userShape>;

/** How long an account is believed to be as it was, in milliseconds: a deactivated one is out within it. */
const believedFor = 30_000;
/** Why an account is not served, by workspace and user; null for a member. */
const faults = new Map<string, { readonly fault: Promise<string | null>; readonly at: number }>();

export async function askerOf(user: string, client: () => Promise<WebClient>): Promise<Asker> {
  const { people, slack } = settings();
  const [person, other] = people.filter((one) => one.slack === user);
  if (person !== undefined && other !== undefined) {
    const message = `${person.id} and ${other.id} have the same Slack id in riposte.config.ts, so neither is served: correct it`;
    return { ok: false, name: `slack:${user}`, message };
  }
  if (person === undefined) {
    const message = `no person in riposte.config.ts has the Slack id ${user}: an administrator can add you, with a role`;
    return { ok: false, name: `slack:${user}`, message };
  }
  const fault = await faultOf(user, slack?.team ?? "", client);
  return fault === null ? { ok: true, person } : { ok: false, name: person.id, message: fault };
}

async function faultOf(user: string, team: string, client: () => Promise<WebClient>): Promise<string | null> {
  const key = `${team} ${user}`;
  const known = faults.get(key);
  if (known === undefined || Date.now() - known.at >= believedFor) {
    faults.set(key, { fault: askedFault(user, team, client), at: Date.now() });
  }
  try {
    return (await faults.get(key)?.fault) ?? null;
  } catch {
    faults.delete(key);
    return "Slack did not say whose account this is, so nothing was done: try again";
  }
}

async function askedFault(user: string, team: string, client: () => Promise<WebClient>): Promise<string | null> {
  const slack = await client();
  const answer = await askedAgain(() => slack.users.info({ user }));
  const parsed = userShape.safeParse(answer.user);
  return parsed.success ? faultIn(parsed.data, user, team) : "Slack did not describe this account";
}

function faultIn(account: SlackUser, user: string, team: string): string | null {
  if (account.id !== user) return "Slack answered about another account, so nothing was done";
  if (account.deleted) return "this Slack account is deactivated";
  if (account.is_bot) return "Riposte serves people, not bots";
  if (account.is_restricted || account.is_ultra_restricted) return "guests of the workspace may do nothing here";
  if (account.is_stranger || account.team_id !== team) return "people of other workspaces may do nothing here";
  return null;
}
