// The AWS services of the local host besides Step Functions, IAM and STS.
export { createDynamoDb, type DynamoDb } from "./dynamodb/dynamodb.ts";
export type { FunctionContext, FunctionDefinition, FunctionHandler } from "./lambda/function.ts";
export { createLambda, type Lambda } from "./lambda/lambda.ts";
export { createRemoteInvoke, type RemoteInvoke } from "./lambda/remote-invoke.ts";
export { account, arnOf, region } from "./names.ts";
export { createPoller, type Poller } from "./poller/poller.ts";
export { createS3, type S3 } from "./s3/s3.ts";
export { createScheduler, type Scheduler } from "./scheduler/scheduler.ts";
export { createSecretsManager, type SecretsManager } from "./secrets-manager/secrets-manager.ts";
export { createSns, type Sns } from "./sns/sns.ts";
export { createSqs, type Sqs } from "./sqs/sqs.ts";
export { DataDirBusy } from "./store/store.ts";
