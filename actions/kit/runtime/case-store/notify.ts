// Tells every mirror that a case has changed. The queues keep the order per case and drop what is said twice; a mirror
// that is away delays nobody here.
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { awsClient } from "../aws.ts";
import { environment } from "../environment.ts";
import { nameOf } from "./layout.ts";

/** `change` names what changed: the same change is told once, however often its writer is repeated. */
export async function notifyMirrors(caseId: string, change: string): Promise<void> {
  const queues = Object.values(environment().mirrorQueues);
  await Promise.all(queues.map((queue) => send(queue, caseId, change)));
}

async function send(queue: string, caseId: string, change: string): Promise<void> {
  await awsClient(SQSClient).send(
    new SendMessageCommand({
      QueueUrl: queue,
      MessageBody: JSON.stringify({ case: caseId }),
      MessageGroupId: caseId,
      MessageDeduplicationId: nameOf([caseId, change], 64),
    }),
  );
}
