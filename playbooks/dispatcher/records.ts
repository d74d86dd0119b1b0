// The messages of an SQS batch: what a SIEM published, taken out of SNS's envelope where it has one.
import * as z from "zod";

const batch = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })).max(10_000) });

const notification = z.object({ Type: z.literal("Notification"), TopicArn: z.string(), Message: z.string() });

export interface Message {
  readonly id: string;
  /** As it stood in the queue. */
  readonly body: string;
  /** What was published. */
  readonly text: string;
}

export const messagesOf = (event: unknown): Message[] =>
  batch.parse(event).Records.map(({ messageId, body }) => ({ id: messageId, body, text: published(body) }));

function published(body: string): string {
  try {
    const parsed = notification.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data.Message : body;
  } catch {
    return body;
  }
}
