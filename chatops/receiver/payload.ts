// What Slack sends: a slash command is a form, everything else JSON in the one field of a form. Only what Riposte reads is
// checked; the rest is handed on as it came.
import * as z from "zod";

const id = z.string().min(1).max(40);
const user = z.looseObject({ id, team_id: id.optional() });
const trigger = z.string().min(1).max(200);
const workspace = z.looseObject({ id }).nullable();

const command = z.looseObject({
  command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
  text: z.string().max(4_000).default(""),
  team_id: id,
  user_id: id,
  channel_id: id,
  trigger_id: trigger,
});

const view = z.looseObject({
  id,
  callback_id: z.string().max(255),
  private_metadata: z.string().max(3_000).default(""),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.looseObject({ type: z.string() }))) }),
});

const interactive = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("block_actions"),
    team: workspace,
    user,
    trigger_id: trigger,
    channel: z.looseObject({ id }).optional(),
    actions: z
      .array(z.looseObject({ type: z.string(), action_id: z.string().max(255), block_id: z.string().max(255) }))
      .min(1)
      .max(25),
  }),
  z.looseObject({ type: z.literal("view_submission"), team: workspace, user, view }),
  z.looseObject({
    type: z.literal("view_closed"),
    team: workspace,
    user,
    view: z.looseObject({ callback_id: z.string() }),
  }),
]);

export type Payload = z.infer<typeof command> | z.infer<typeof interactive>;

export type Read =
  | { readonly ok: true; readonly payload: Payload; readonly team: string | null }
  | { readonly ok: false; readonly status: 400 | 415; readonly reason: string };

const refused = (status: 400 | 415, reason: string): Read => ({ ok: false, status, reason });

/** Never throws: a signed request may still be anything. */
export function readPayload(contentType: string, body: Buffer): Read {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType)) {
    return refused(415, "expected a form, as Slack sends it");
  }
  const form = new URLSearchParams(body.toString("utf8"));
  const json = form.get("payload");
  if (json === null) {
    const parsed = command.safeParse(Object.fromEntries(form));
    if (!parsed.success) return refused(400, "expected a slash command or an interaction");
    return { ok: true, payload: parsed.data, team: parsed.data.team_id };
  }
  const parsed = interactive.safeParse(parsedJson(json));
  if (!parsed.success) return refused(400, "expected an interaction that Riposte knows");
  const { team, user } = parsed.data;
  return { ok: true, payload: parsed.data, team: team?.id ?? user.team_id ?? null };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
