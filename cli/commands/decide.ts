// `riposte approve|deny ID`: a decision from the shell, for when Slack does not work.
import { Command } from "commander";
import * as z from "zod";
import { Stop } from "../stop.ts";

const answerShape = z.object({ ok: z.boolean(), message: z.string() });

export const decideCommands = (): readonly Command[] => [decide("approve", "approved"), decide("deny", "denied")];

const decide = (word: "approve" | "deny", decision: "approved" | "denied"): Command =>
  new Command(word)
    .description(`${word} a plan that waits for a decision`)
    .argument("<id>", "the approval's id, as the plan shows it")
    .requiredOption("--as <person>", "who decides: a person's id in riposte.config.ts")
    .option("--endpoint <url>", "the local host's origin; AWS when left out and AWS_ENDPOINT_URL is not set")
    .option("--json", "print the answer as JSON")
    .action(async (approval: string, options: { as: string; endpoint?: string; json?: true }) => {
      const answer = await send(
        { kind: "decide", approval, person: options.as, decision, via: "shell" },
        options.endpoint,
      );
      if (options.json) process.stdout.write(`${JSON.stringify(answer)}\n`);
      else if (answer.ok) process.stdout.write(`${answer.message}\n`);
      if (!answer.ok && !options.json) throw new Stop(1, answer.message);
      process.exitCode = answer.ok ? 0 : 1;
    });

async function send(event: object, endpoint: string | undefined): Promise<z.infer<typeof answerShape>> {
  const local = {
    endpoint: endpoint ?? "",
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const { InvokeCommand, LambdaClient } = await import("@aws-sdk/client-lambda");
  const lambda = new LambdaClient({ maxAttempts: 2, ...(endpoint === undefined ? {} : local) });
  try {
    const response = await lambda.send(
      new InvokeCommand({ FunctionName: "riposte-approval", Payload: JSON.stringify(event) }),
    );
    const payload: unknown = JSON.parse(new TextDecoder().decode(response.Payload));
    if (response.FunctionError === undefined) return answerShape.parse(payload);
    throw new Stop(
      1,
      `the approval function failed: ${z.object({ errorMessage: z.string() }).parse(payload).errorMessage}`,
    );
  } catch (error) {
    if (error instanceof Stop) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Stop(
      1,
      `the approval function could not be reached (${reason}); for the local host pass --endpoint with the origin it printed`,
    );
  }
}
