// The dispatcher as the shell asks it to take a finding once more.
import * as z from "zod";
import { checkedConfiguration } from "./project.ts";
import { Stop } from "./stop.ts";

const answerShape = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    started: z.array(
      z.object({
        case: z.string(),
        playbook: z.string().nullable(),
        execution: z.string().nullable(),
        attempt: z.int(),
      }),
    ),
  }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);
export type AgainAnswer = z.infer<typeof answerShape>;

/** @throws Stop for somebody whom the configuration does not know. */
export function refuseStranger(person: string): void {
  const { people } = checkedConfiguration();
  if (people.some(({ id }) => id === person)) return;
  throw new Stop(2, `riposte.config.ts knows nobody "${person}"; it knows ${people.map(({ id }) => id).join(", ")}`);
}

export async function startAgain(text: string, requestedBy: string, mode: "live" | "dry-run"): Promise<AgainAnswer> {
  const { InvokeCommand, LambdaClient } = await import("@aws-sdk/client-lambda");
  const client = new LambdaClient({ maxAttempts: 2 });
  const event = { kind: "again", text, requestedBy, mode };
  const { Payload, FunctionError } = await client.send(
    new InvokeCommand({ FunctionName: "riposte-dispatcher", Payload: JSON.stringify(event) }),
  );
  const payload: unknown = JSON.parse(new TextDecoder().decode(Payload));
  if (FunctionError === undefined) return answerShape.parse(payload);
  const { errorMessage } = z.object({ errorMessage: z.string() }).parse(payload);
  throw new Stop(1, `the dispatcher failed: ${errorMessage}`);
}

/** What has come of it, one line a finding. */
export const startedText = (answer: Extract<AgainAnswer, { ok: true }>): string =>
  answer.started
    .map(({ case: id, playbook, execution, attempt }) =>
      execution === null
        ? `${id}: no playbook answers it, nothing was started\n`
        : `${id}: ${playbook} started, attempt ${attempt}, execution ${execution}\n`,
    )
    .join("");
