// Run as a process of its own and killed: publishes over the wire as fast as it can and prints the number of each message
// once its publish was answered.
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { createSns, createSqs } from "../../../../infra/local/aws/index.ts";
import { startServer } from "../../../../infra/local/server.ts";

const dataDir = process.argv[2] ?? "";
const clock = {
  now: Date.now,
  at: (at: number, fire: () => void) => {
    const timer = setTimeout(fire, at - Date.now());
    return { cancel: () => clearTimeout(timer) };
  },
};
let origin = "";
const sqs = createSqs({ clock, dataDir, origin: () => origin });
const sns = createSns({ dataDir, broker: sqs.broker });
const server = await startServer({ port: 0, services: { sqs: sqs.handle, sns: sns.handle } });
origin = server.origin;
const queue = await sqs.ensureQueue("riposte-findings", { VisibilityTimeout: "600" });
const topic = await sns.ensureTopic("riposte-findings");
await sns.ensureSubscription(topic.arn, queue.arn, { raw: true });

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const client = new SNSClient({ endpoint: origin, region: "us-east-1", credentials });
let next = Number(process.argv[3] ?? 0);
const publish = async (): Promise<void> => {
  for (;;) {
    const number = next++;
    await client.send(new PublishCommand({ TopicArn: topic.arn, Message: String(number) }));
    process.stdout.write(`${number}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, publish));
