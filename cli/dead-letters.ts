// The queue of messages that became no case: looked at without taking anything out, and emptied one by one.
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";

export interface DeadLetter {
  readonly id: string;
  readonly reason: string;
  readonly sentAt: string;
  /** What was published, out of SNS's envelope where it has one. */
  readonly text: string;
  readonly receipt: string;
}

/** While it is looked at nobody else sees a letter, in seconds: long enough for thousands. */
const lookedAt = 60;

/** Calls `use` with all letters, the oldest first; those it does not take out are there again afterwards. */
export async function withDeadLetters<T>(use: (letters: readonly DeadLetter[], take: Take) => Promise<T>): Promise<T> {
  const client = new SQSClient({ maxAttempts: 2 });
  const QueueUrl = process.env.RIPOSTE_DEAD_LETTER_QUEUE ?? "";
  const letters = await receiveAll(client, QueueUrl);
  const taken = new Set<string>();
  try {
    return await use(letters, async ({ receipt }) => {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt }));
      taken.add(receipt);
    });
  } finally {
    const left = letters.filter(({ receipt }) => !taken.has(receipt));
    await Promise.allSettled(
      left.map(({ receipt }) =>
        client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receipt, VisibilityTimeout: 0 })),
      ),
    );
    client.destroy();
  }
}
export type Take = (letter: DeadLetter) => Promise<void>;

async function receiveAll(client: SQSClient, QueueUrl: string): Promise<readonly DeadLetter[]> {
  const letters = new Map<string, DeadLetter>();
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: lookedAt,
        // A wait asks every server that may hold a letter; without one some are left out.
        WaitTimeSeconds: 1,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["SentTimestamp"],
      }),
    );
    if (Messages.length === 0) break;
    for (const letter of Messages.map(letterOf)) letters.set(letter.id, letter);
  }
  return [...letters.values()].toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
}

const letterOf = ({
  MessageId = "",
  Body = "",
  ReceiptHandle = "",
  Attributes,
  MessageAttributes,
}: Message): DeadLetter => ({
  id: MessageId,
  // The queue itself moves a message that was received too often, and gives no reason.
  reason: MessageAttributes?.reason?.StringValue ?? "unanswered in five receives",
  sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
  text: published(Body),
  receipt: ReceiptHandle,
});

function published(body: string): string {
  try {
    const { Type, Message: message } = JSON.parse(body) as { readonly Type?: unknown; readonly Message?: unknown };
    return Type === "Notification" && typeof message === "string" ? message : body;
  } catch {
    return body;
  }
}
