// The services of this room behind a real server, with the ordinary SDK clients pointed at it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { onTestFinished } from "vitest";
import * as aws from "../../../../infra/local/aws/index.ts";
import type { MovableClock } from "../../../../infra/local/clock.ts";
import { type LocalServer, startServer } from "../../../../infra/local/server.ts";
import { testClock } from "./clock.ts";

export interface Host {
  readonly server: LocalServer;
  readonly clock: MovableClock;
  readonly errors: unknown[];
  readonly lambda: aws.Lambda;
  readonly sqs: aws.Sqs;
  readonly sns: aws.Sns;
  readonly s3: aws.S3;
  readonly secretsManager: aws.SecretsManager;
  readonly dynamoDb: aws.DynamoDb;
  readonly clients: Clients;
  stop(): Promise<void>;
}

export interface Clients {
  readonly lambda: LambdaClient;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly s3: S3Client;
  readonly secretsManager: SecretsManagerClient;
  readonly dynamoDb: DynamoDBClient;
}

export interface HostOptions {
  readonly dataDir?: string | null;
  readonly functions?: readonly aws.FunctionDefinition[];
  readonly clock?: MovableClock;
}

/** Starts a host that stops when the test is over, or earlier by `stop`. */
export async function startHost({
  dataDir = null,
  functions = [],
  clock = testClock(),
}: HostOptions = {}): Promise<Host> {
  const errors: unknown[] = [];
  let origin = "";
  const sqs = aws.createSqs({ clock, dataDir, origin: () => origin });
  const sns = aws.createSns({
    dataDir,
    broker: sqs.broker,
    onDropped: (_one, reason) => errors.push(new Error(reason)),
  });
  const lambda = aws.createLambda({ clock, dataDir, functions });
  const secretsManager = aws.createSecretsManager({ clock, dataDir });
  const s3 = aws.createS3({ clock, dataDir });
  const dynamoDb = aws.createDynamoDb({ dataDir });
  const services = {
    sqs: sqs.handle,
    sns: sns.handle,
    lambda: lambda.handle,
    secretsmanager: secretsManager.handle,
    s3: s3.handle,
    dynamodb: dynamoDb.handle,
  };
  const server = await startServer({ port: 0, services, onError: (error) => errors.push(error) });
  origin = server.origin;
  const clients = clientsOf(origin);
  const stop = async (): Promise<void> => {
    for (const client of Object.values(clients)) client.destroy();
    await Promise.all([lambda, sqs, sns, s3, secretsManager, dynamoDb].map((service) => service.stop()));
    await server.close(1_000);
  };
  let stopping: Promise<void> | undefined;
  const stopOnce = (): Promise<void> => {
    stopping ??= stop();
    return stopping;
  };
  onTestFinished(stopOnce);
  return { server, clock, errors, lambda, sqs, sns, s3, secretsManager, dynamoDb, clients, stop: stopOnce };
}

function clientsOf(endpoint: string): Clients {
  const options = {
    endpoint,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  return {
    lambda: new LambdaClient(options),
    sqs: new SQSClient(options),
    sns: new SNSClient(options),
    s3: new S3Client(options),
    secretsManager: new SecretsManagerClient(options),
    dynamoDb: new DynamoDBClient(options),
  };
}

/** A directory that is gone when the test is over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "riposte-aws-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
