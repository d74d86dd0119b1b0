// People of the workspace at their keyboards: what they type, click and submit reaches the app as Slack sends it, signed,
// and what the app answers is what they see. https://docs.slack.dev/interactivity
import { randomUUID } from "node:crypto";
import type { Messages, PostedMessage } from "./messages.ts";
import { commandForm, interactionForm, type Surroundings } from "./payloads.ts";
import { signedForm } from "./signing.ts";

export interface SlackAnswer {
  readonly status: number;
  /** As JSON where it is that, else the text. */
  readonly body: unknown;
  readonly milliseconds: number;
  /** The modal that this request opened; null when none. */
  readonly opened: Opened | null;
}

/** A modal as somebody has it in front of them. */
export interface Opened {
  readonly id: string;
  readonly view: Readonly<Record<string, unknown>>;
}

export interface People {
  command(user: string, text: string): Promise<SlackAnswer>;
  click(user: string, message: PostedMessage, actionId: string): Promise<SlackAnswer>;
  /** @param values by the inputs' block ids */
  submit(user: string, opened: Opened, values?: Readonly<Record<string, string>>): Promise<SlackAnswer>;
  /** A form of any making, signed; or as the headers given say. */
  send(form: string, headers?: Readonly<Record<string, string>>): Promise<SlackAnswer>;
}

export interface PeopleOptions extends Surroundings {
  readonly url: () => string;
  readonly secret: string;
  readonly messages: Messages;
  readonly views: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

export function createPeople(options: PeopleOptions): People {
  const { secret, views } = options;
  const post = async (
    form: string,
    headers: Readonly<Record<string, string>>,
    trigger: string,
  ): Promise<SlackAnswer> => {
    const began = performance.now();
    const response = await fetch(options.url(), { method: "POST", body: form, headers });
    const text = await response.text();
    const view = views.get(trigger);
    return {
      status: response.status,
      body: jsonOr(text),
      milliseconds: performance.now() - began,
      opened: view === undefined ? null : { id: String(view.id), view },
    };
  };
  const signed = (form: string, trigger: string) => post(form, signedForm(form, { secret }), trigger);
  const newTrigger = (): string => `${Date.now()}.${randomUUID()}`;
  return {
    command(user, text) {
      const trigger = newTrigger();
      return signed(commandForm(options, { user, text, trigger }), trigger);
    },
    click(user, message, actionId) {
      const trigger = newTrigger();
      return signed(interactionForm(options, { type: "block_actions", user, trigger, message, actionId }), trigger);
    },
    submit(user, opened, values = {}) {
      const trigger = newTrigger();
      return signed(interactionForm(options, { type: "view_submission", user, trigger, opened, values }), trigger);
    },
    send: (form, headers) => (headers === undefined ? signed(form, "") : post(form, headers, "")),
  };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
