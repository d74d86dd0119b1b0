// People in Slack, by name: what they type and click, and what they read.
import type { Configuration } from "../../../actions/kit/contract/index.ts";
import type { Opened, PostedMessage, SlackAnswer } from "../../../infra/local/simulators/slack/index.ts";
import configuration from "../../../riposte.config.ts";
import { read } from "../../chatops/mirror/read.ts";
import { type Entry, type TestHost, within } from "../../support/local-host.ts";

export const slackIds = {
  maria: "U0MARIALPZ",
  dana: "U0DANAKIM1",
  sam: "U0SAMOKAFR",
  jonas: "U0JONASBRG",
  aiko: "U0AIKOTNKA",
  gail: "U0GUESTGAIL",
  lars: "U0LEFTLARS1",
  py: "U0PARTNERPY",
} as const;

type Person = Configuration["people"][number];

const person = (id: string, slack: string, roles: Person["roles"]): Person => ({
  id,
  name: id,
  email: `${id}@example.com`,
  roles,
  slack,
  identities: [],
});

/**
 * The shipped configuration with more people: an analyst who is a member, approvers who are guests, gone or of another
 * workspace, and maria, whom the findings concern, among the approvers.
 */
export const withPeople: Partial<Configuration> = {
  people: [
    ...configuration.people.map((one) =>
      one.id === "maria.lopez" ? { ...one, roles: ["analyst" as const, "approver" as const] } : one,
    ),
    person("jonas.berg", slackIds.jonas, ["analyst"]),
    person("gail.ray", slackIds.gail, ["approver"]),
    person("lars.holt", slackIds.lars, ["approver"]),
    person("py.adler", slackIds.py, ["approver"]),
  ],
  approvers: {
    "identity-oncall": ["dana.kim", "sam.okafor", "maria.lopez", "jonas.berg", "gail.ray", "lars.holt", "py.adler"],
  },
};

/** The words of an answer to a command. */
export const wordsOf = ({ body }: Pick<SlackAnswer, "body">): string => read(body as Parameters<typeof read>[0]);

/** The words of a modal, or of what a submission made of it. */
export function modalWords(answer: SlackAnswer): string {
  const { view } = answer.opened ?? (answer.body as { view: Opened["view"] });
  return read(view as Parameters<typeof read>[0]);
}

/** The message that asks for an approval, once the mirror has posted it. */
export const askingMessage = (host: TestHost, { approval }: Pick<Entry<"plan">, "approval">): Promise<PostedMessage> =>
  within(
    20_000,
    () => host.slack.messages().find(({ blocks }) => JSON.stringify(blocks).includes(`"value":"${approval}"`)) ?? null,
    () => `nobody was asked for ${approval} in Slack`,
  );

/** Clicks a button, and submits the modal that it opens. Where none opens, the click's own answer. */
export async function decideInSlack(
  host: TestHost,
  user: string,
  message: PostedMessage,
  action: "riposte.approve" | "riposte.deny",
): Promise<SlackAnswer> {
  const { people } = host.slack;
  const clicked = await people.click(user, message, action);
  return clicked.opened === null ? clicked : people.submit(user, clicked.opened);
}

/** What Riposte last said to this user alone. */
export function lastWhisper(host: TestHost, user: string): string {
  const heard = host.slack.ephemerals().findLast((one) => one.user === user);
  return heard === undefined ? "" : read(heard as unknown as Parameters<typeof read>[0]);
}
