// Slack's payloads: a slash command is a form, an interaction JSON in the form's one field.
// https://docs.slack.dev/reference/interaction-payloads
import type { PostedMessage } from "./messages.ts";
import type { Workspace } from "./workspace.ts";

export interface Surroundings {
  readonly workspace: Workspace;
}

export interface Typed {
  readonly user: string;
  readonly text: string;
  readonly trigger: string;
}

/** The verification token of old, which nobody should look at any more. */
const token = "simulatedverificationtoken";

export function commandForm({ workspace }: Surroundings, { user, text, trigger }: Typed): string {
  const { team, bot, users } = workspace;
  const [channel, { name }] = [...workspace.channels][0] ?? ["C0NOWHERE1", { name: "nowhere" }];
  return new URLSearchParams({
    token,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel,
    channel_name: name,
    user_id: user,
    user_name: users.get(user)?.name ?? "stranger",
    command: "/riposte",
    text,
    api_app_id: bot.app,
    is_enterprise_install: "false",
    response_url: `https://hooks.slack.com/commands/${team.id}/1/simulated`,
    trigger_id: trigger,
  }).toString();
}

interface Done {
  readonly user: string;
  readonly trigger: string;
}

export type Interaction =
  | (Done & { readonly type: "block_actions"; readonly message: PostedMessage; readonly actionId: string })
  | (Done & {
      readonly type: "view_submission";
      readonly opened: { readonly id: string; readonly view: Readonly<Record<string, unknown>> };
      readonly values: Readonly<Record<string, string>>;
    });

export function interactionForm(about: Surroundings, interaction: Interaction): string {
  const { team, bot, users } = about.workspace;
  const { user, trigger } = interaction;
  const name = users.get(user)?.name ?? "stranger";
  const common = {
    type: interaction.type,
    user: { id: user, username: name, name, team_id: team.id },
    api_app_id: bot.app,
    token,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: trigger,
  };
  const payload = interaction.type === "block_actions" ? clickIn(about, interaction) : submissionOf(about, interaction);
  return new URLSearchParams({ payload: JSON.stringify({ ...common, ...payload }) }).toString();
}

function clickIn({ workspace }: Surroundings, click: Extract<Interaction, { type: "block_actions" }>) {
  const { message, actionId } = click;
  const button = buttonOf(message, actionId);
  const channel = { id: message.channel, name: workspace.channels.get(message.channel)?.name ?? "unknown" };
  const thread = message.thread === null ? {} : { thread_ts: message.thread };
  const ours = message.user === workspace.bot.user ? { bot_id: workspace.bot.id, app_id: workspace.bot.app } : {};
  return {
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: false,
      ...thread,
    },
    channel,
    message: {
      type: "message",
      user: message.user,
      ...ours,
      ts: message.ts,
      ...thread,
      text: message.text,
      blocks: message.blocks,
      team: workspace.team.id,
    },
    state: { values: {} },
    response_url: `https://hooks.slack.com/actions/${workspace.team.id}/1/simulated`,
    actions: [{ ...button, action_ts: (Date.now() / 1_000).toFixed(6) }],
  };
}

interface Clickable {
  readonly action_id: string;
  readonly block_id: string;
  readonly type: string;
  readonly value?: string;
}

/** The button as it stands in the message; @throws where it has none of that id, because nobody can click it then. */
export function buttonOf({ blocks }: Pick<PostedMessage, "blocks">, actionId: string): Clickable {
  for (const block of blocks as readonly { block_id?: string; elements?: readonly Partial<Clickable>[] }[]) {
    const found = block.elements?.find?.((element) => element.action_id === actionId && element.type === "button");
    if (found !== undefined) return { ...found, block_id: block.block_id ?? "generated" } as Clickable;
  }
  throw new Error(`the message has no button ${actionId}`);
}

function submissionOf({ workspace }: Surroundings, submission: Extract<Interaction, { type: "view_submission" }>) {
  const { opened, values } = submission;
  return {
    view: {
      ...opened.view,
      id: opened.id,
      team_id: workspace.team.id,
      app_id: workspace.bot.app,
      bot_id: workspace.bot.id,
      hash: "1.simulated",
      root_view_id: opened.id,
      previous_view_id: null,
      private_metadata: String(opened.view.private_metadata ?? ""),
      callback_id: String(opened.view.callback_id ?? ""),
      state: { values: stateOf(opened.view, values) },
    },
    response_urls: [],
  };
}

interface Input {
  readonly type: string;
  readonly block_id?: string;
  readonly element?: { readonly type: string; readonly action_id: string; readonly initial_value?: string } & Readonly<
    Record<string, unknown>
  >;
}

/** What stands in the inputs: what was put in, else what stood there from the first. */
function stateOf({ blocks }: Readonly<Record<string, unknown>>, values: Readonly<Record<string, string>>) {
  const inputs = (Array.isArray(blocks) ? (blocks as Input[]) : []).filter(({ type }) => type === "input");
  return Object.fromEntries(
    inputs.flatMap(({ block_id: id = "", element }) => {
      if (element === undefined) return [];
      const given = values[id];
      const state =
        element.type === "static_select"
          ? { selected_option: given === undefined ? (element.initial_option ?? null) : optionOf(given) }
          : { value: given ?? element.initial_value ?? null };
      return [[id, { [element.action_id]: { type: element.type, ...state } }]];
    }),
  );
}

const optionOf = (value: string) => ({ text: { type: "plain_text", text: value, emoji: false }, value });
