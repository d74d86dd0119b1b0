// The ways in and out of this host: the topic of findings with its queue, a queue for every mirror, and the dead letters
// of each.
import type { Sns, Sqs } from "./aws/index.ts";
import { deadMirrorQueue, mirrorQueue, mirrors, queues, topic } from "./names.ts";

/** Receives before a finding or a mirror's message is given up to the dead letters: days, at the queues' timeouts. */
const tries = { findings: 5, mirrors: 1_000 };

/** After so many seconds a message that its mirror did not deliver comes again: later than the function's own time is over. */
export const mirrorVisibilitySeconds = 90;

/** Makes what is not there yet. Answers the ARN of the topic. */
export async function openIntake(sns: Sns, sqs: Sqs): Promise<string> {
  const dead = await sqs.ensureQueue(queues.dead, { MessageRetentionPeriod: "1209600" });
  const findings = await sqs.ensureQueue(queues.findings, {
    VisibilityTimeout: "120",
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: tries.findings }),
  });
  for (const mirror of mirrors) {
    const buried = await sqs.ensureQueue(deadMirrorQueue(mirror), {
      FifoQueue: "true",
      MessageRetentionPeriod: "1209600",
    });
    await sqs.ensureQueue(mirrorQueue(mirror), {
      FifoQueue: "true",
      VisibilityTimeout: String(mirrorVisibilitySeconds),
      MessageRetentionPeriod: "345600",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: buried.arn, maxReceiveCount: tries.mirrors }),
    });
  }
  const { arn } = await sns.ensureTopic(topic);
  await sns.ensureSubscription(arn, findings.arn);
  return arn;
}
