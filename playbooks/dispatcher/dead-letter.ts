// A message that nobody can read goes to the dead letters at once, with its reason: reading it again would not help.
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { inertLine } from "../../actions/kit/contract/index.ts";
import { awsClient } from "../../actions/kit/runtime/aws.ts";
import { environment } from "../../actions/kit/runtime/environment.ts";
import type { Message } from "./records.ts";

export async function sendToDeadLetters({ id, body }: Message, reason: string): Promise<void> {
  const text = (value: string) => ({ DataType: "String", StringValue: inertLine(value).slice(0, 1_000) || "unknown" });
  await awsClient(SQSClient).send(
    new SendMessageCommand({
      QueueUrl: environment().deadLetterQueue,
      MessageBody: body,
      MessageAttributes: { reason: text(reason), messageId: text(id) },
    }),
  );
}
