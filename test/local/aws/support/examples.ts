// Valid requests of every service with a JSON or Query protocol, for the fuzzer to spoil.
import { arnOf } from "../../../../infra/local/aws/index.ts";

/** A valid request of a service, to be spoilt. */
export interface Example {
  readonly service: string;
  readonly target: string;
  readonly input: Record<string, unknown>;
}

const queue = { QueueUrl: "http://127.0.0.1/000000000000/plain" };
const ordered = { QueueUrl: "http://127.0.0.1/000000000000/ordered.fifo" };
const item = { TableName: "riposte-cases", Key: { pk: { S: "a" }, sk: { S: "b" } } };
export const examples: readonly Example[] = [
  {
    service: "sqs",
    target: "AmazonSQS.CreateQueue",
    input: { QueueName: "made", Attributes: { VisibilityTimeout: "30" } },
  },
  { service: "sqs", target: "AmazonSQS.SetQueueAttributes", input: { ...queue, Attributes: { RedrivePolicy: "{}" } } },
  { service: "sqs", target: "AmazonSQS.GetQueueAttributes", input: { ...queue, AttributeNames: ["All"] } },
  { service: "sqs", target: "AmazonSQS.ListQueues", input: { QueueNamePrefix: "a", MaxResults: 1, NextToken: "a" } },
  {
    service: "sqs",
    target: "AmazonSQS.SendMessage",
    input: {
      ...queue,
      MessageBody: "x",
      DelaySeconds: 1,
      MessageAttributes: { a: { DataType: "String", StringValue: "b" } },
    },
  },
  {
    service: "sqs",
    target: "AmazonSQS.SendMessage",
    input: { ...ordered, MessageBody: "x", MessageGroupId: "a", MessageDeduplicationId: "b" },
  },
  {
    service: "sqs",
    target: "AmazonSQS.SendMessageBatch",
    input: { ...queue, Entries: [{ Id: "a", MessageBody: "x" }] },
  },
  {
    service: "sqs",
    target: "AmazonSQS.ReceiveMessage",
    input: { ...queue, MaxNumberOfMessages: 2, VisibilityTimeout: 1, AttributeNames: ["All"] },
  },
  {
    service: "sqs",
    target: "AmazonSQS.DeleteMessage",
    input: { ...queue, ReceiptHandle: "MSBwbGFpbiAxIGFhYWFhYWFhYWFhYWFhYWE=" },
  },
  {
    service: "sqs",
    target: "AmazonSQS.ChangeMessageVisibility",
    input: { ...queue, ReceiptHandle: "MSBwbGFpbiAxIGFhYWFhYWFhYWFhYWFhYWE=", VisibilityTimeout: 3 },
  },
  {
    service: "secretsmanager",
    target: "secretsmanager.CreateSecret",
    input: { Name: "a/b", SecretString: "x", ClientRequestToken: "12345678-1234-1234-1234-123456789012" },
  },
  {
    service: "secretsmanager",
    target: "secretsmanager.GetSecretValue",
    input: { SecretId: "riposte/x", VersionStage: "AWSCURRENT" },
  },
  {
    service: "secretsmanager",
    target: "secretsmanager.PutSecretValue",
    input: { SecretId: "riposte/x", SecretBinary: "AAAA", VersionStages: ["AWSCURRENT"] },
  },
  { service: "secretsmanager", target: "secretsmanager.ListSecrets", input: { MaxResults: 1 } },
  {
    service: "dynamodb",
    target: "DynamoDB_20120810.GetItem",
    input: { ...item, ProjectionExpression: "pk, #a.b[0]", ExpressionAttributeNames: { "#a": "a" } },
  },
  {
    service: "dynamodb",
    target: "DynamoDB_20120810.PutItem",
    input: {
      TableName: "riposte-cases",
      Item: { pk: { S: "a" }, sk: { S: "b" }, n: { N: "1" }, l: { L: [{ M: {} }] } },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  },
  {
    service: "dynamodb",
    target: "DynamoDB_20120810.UpdateItem",
    input: {
      ...item,
      UpdateExpression: "SET a = if_not_exists(a, :a)",
      ExpressionAttributeValues: { ":a": { N: "1" } },
    },
  },
  {
    service: "dynamodb",
    target: "DynamoDB_20120810.Query",
    input: {
      TableName: "riposte-cases",
      KeyConditionExpression: "pk = :a AND begins_with(sk, :a)",
      ExpressionAttributeValues: { ":a": { S: "a" } },
      Limit: 2,
      ExclusiveStartKey: { pk: { S: "a" }, sk: { S: "b" } },
    },
  },
  {
    service: "dynamodb",
    target: "DynamoDB_20120810.Scan",
    input: {
      TableName: "riposte-cases",
      Limit: 1,
      FilterExpression: "size(pk) > :a",
      ExpressionAttributeValues: { ":a": { N: "1" } },
    },
  },
  {
    service: "dynamodb",
    target: "DynamoDB_20120810.BatchWriteItem",
    input: { RequestItems: { "riposte-cases": [{ PutRequest: { Item: { pk: { S: "a" }, sk: { S: "c" } } } }] } },
  },
];

export const forms: readonly Record<string, string>[] = [
  {
    Action: "Publish",
    TopicArn: arnOf.topic("findings"),
    Message: "x",
    "MessageAttributes.entry.1.Name": "a",
    "MessageAttributes.entry.1.Value.DataType": "String",
    "MessageAttributes.entry.1.Value.StringValue": "b",
  },
  {
    Action: "PublishBatch",
    TopicArn: arnOf.topic("findings"),
    "PublishBatchRequestEntries.member.1.Id": "a",
    "PublishBatchRequestEntries.member.1.Message": "x",
  },
  {
    Action: "Subscribe",
    TopicArn: arnOf.topic("findings"),
    Protocol: "sqs",
    Endpoint: arnOf.queue("plain"),
    "Attributes.entry.1.key": "RawMessageDelivery",
    "Attributes.entry.1.value": "true",
  },
  { Action: "CreateTopic", Name: "other", "Attributes.entry.1.key": "DisplayName", "Attributes.entry.1.value": "x" },
  { Action: "GetTopicAttributes", TopicArn: arnOf.topic("findings") },
];
