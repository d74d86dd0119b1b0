// Secrets Manager, S3 and DynamoDB as ordinary SDK clients see them.
import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  NoSuchKey,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
} from "@aws-sdk/client-secrets-manager";
import { describe, expect, test } from "vitest";
import { startHost } from "./support/host.ts";

describe("Secrets Manager", () => {
  test("gives the current value, and the previous one by its label", async () => {
    const { clients } = await startHost();
    const created = await clients.secretsManager.send(
      new CreateSecretCommand({ Name: "riposte/abuseipdb/api-key", SecretString: "old" }),
    );
    const put = await clients.secretsManager.send(
      new PutSecretValueCommand({ SecretId: "riposte/abuseipdb/api-key", SecretString: "new" }),
    );
    const value = (options: object) =>
      clients.secretsManager.send(new GetSecretValueCommand({ SecretId: created.ARN, ...options }));
    expect(await value({})).toMatchObject({
      SecretString: "new",
      VersionId: put.VersionId,
      VersionStages: ["AWSCURRENT"],
      ARN: created.ARN,
    });
    expect(await value({ VersionStage: "AWSPREVIOUS" })).toMatchObject({
      SecretString: "old",
      VersionId: created.VersionId,
    });
    expect(await value({ VersionId: created.VersionId })).toMatchObject({ SecretString: "old" });
    const described = await clients.secretsManager.send(
      new DescribeSecretCommand({ SecretId: "riposte/abuseipdb/api-key" }),
    );
    expect(described.VersionIdsToStages).toEqual({
      [String(created.VersionId)]: ["AWSPREVIOUS"],
      [String(put.VersionId)]: ["AWSCURRENT"],
    });
    expect((await clients.secretsManager.send(new ListSecretsCommand({}))).SecretList?.map(({ Name }) => Name)).toEqual(
      ["riposte/abuseipdb/api-key"],
    );
  });

  test("keeps bytes as bytes", async () => {
    const { clients } = await startHost();
    await clients.secretsManager.send(new CreateSecretCommand({ Name: "bytes", SecretBinary: Uint8Array.of(1, 2, 3) }));
    expect((await clients.secretsManager.send(new GetSecretValueCommand({ SecretId: "bytes" }))).SecretBinary).toEqual(
      Uint8Array.of(1, 2, 3),
    );
  });

  test("refuses a secret, a version or a label that does not exist, and a name that does", async () => {
    const { clients } = await startHost();
    const get = (input: object) =>
      clients.secretsManager.send(new GetSecretValueCommand({ SecretId: "gone", ...input }));
    await expect(get({})).rejects.toThrow("Secrets Manager can't find the specified secret.");
    await clients.secretsManager.send(new CreateSecretCommand({ Name: "gone" }));
    await expect(get({})).rejects.toThrow(
      "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    );
    await expect(get({ VersionStage: "AWSPREVIOUS" })).rejects.toThrow(ResourceNotFoundException);
    const again = clients.secretsManager.send(new CreateSecretCommand({ Name: "gone", SecretString: "x" }));
    await expect(again).rejects.toThrow(ResourceExistsException);
  });

  test("a secret ensured in process changes only when its value does", async () => {
    const host = await startHost();
    const version = async () =>
      (await host.clients.secretsManager.send(new GetSecretValueCommand({ SecretId: "riposte/x" }))).VersionId;
    await host.secretsManager.ensureSecret("riposte/x", "one");
    const first = await version();
    await host.secretsManager.ensureSecret("riposte/x", "one");
    expect(await version()).toBe(first);
    await host.secretsManager.ensureSecret("riposte/x", "two");
    expect(await version()).not.toBe(first);
  });
});

describe("S3", () => {
  test("gives an object back as it was put, with its metadata and a checksum the client checks", async () => {
    const { clients, s3 } = await startHost();
    await s3.ensureBucket("riposte-evidence");
    const place = { Bucket: "riposte-evidence", Key: "cases/1/ein name é+ &.json" };
    const put = await clients.s3.send(
      new PutObjectCommand({ ...place, Body: '{"a":1}', ContentType: "application/json", Metadata: { digest: "abc" } }),
    );
    const got = await clients.s3.send(new GetObjectCommand(place));
    expect(await got.Body?.transformToString()).toBe('{"a":1}');
    expect(got).toMatchObject({
      ContentType: "application/json",
      Metadata: { digest: "abc" },
      ETag: put.ETag,
      ContentLength: 7,
    });
    expect(got.ChecksumCRC32).toBe(put.ChecksumCRC32);
    expect(await clients.s3.send(new HeadObjectCommand(place))).toMatchObject({ ContentLength: 7, ETag: put.ETag });
    const part = await clients.s3.send(new GetObjectCommand({ ...place, Range: "bytes=1-3" }));
    expect([await part.Body?.transformToString(), part.ContentRange]).toEqual(['"a"', "bytes 1-3/7"]);
  });

  test("takes a body in the aws-chunked coding, and refuses one that is cut short", async () => {
    const { clients, s3, server } = await startHost();
    await s3.ensureBucket("riposte-evidence");
    const coded = "5;chunk-signature=ab\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n";
    const put = (body: string) =>
      fetch(`${server.origin}/riposte-evidence/chunked`, {
        method: "PUT",
        body,
        headers: {
          authorization:
            "AWS4-HMAC-SHA256 Credential=local/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0",
          "content-encoding": "aws-chunked",
          "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        },
      });
    expect((await put(coded)).status).toBe(200);
    const got = await clients.s3.send(new GetObjectCommand({ Bucket: "riposte-evidence", Key: "chunked" }));
    expect([await got.Body?.transformToString(), got.ContentEncoding]).toEqual(["hello world", undefined]);
    const cut = await put(coded.slice(0, 30));
    expect([cut.status, await cut.text()]).toEqual([400, expect.stringContaining("<Code>IncompleteBody</Code>")]);
  });

  test("lists keys by prefix in pages", async () => {
    const { clients, s3 } = await startHost();
    await s3.ensureBucket("riposte-evidence");
    for (const Key of ["a/1", "a/2", "b/1"])
      await clients.s3.send(new PutObjectCommand({ Bucket: "riposte-evidence", Key, Body: "y" }));
    const list = (input: object) =>
      clients.s3.send(new ListObjectsV2Command({ Bucket: "riposte-evidence", Prefix: "a/", MaxKeys: 1, ...input }));
    const first = await list({});
    expect(first).toMatchObject({ Contents: [{ Key: "a/1", Size: 1 }], IsTruncated: true });
    const second = await list({ ContinuationToken: first.NextContinuationToken });
    expect(second).toMatchObject({ Contents: [{ Key: "a/2" }], IsTruncated: false });
  });

  test("writes once when asked to, and refuses to replace a locked object", async () => {
    const { clients, s3, clock } = await startHost();
    await s3.ensureBucket("riposte-evidence");
    const put = (input: object) =>
      clients.s3.send(new PutObjectCommand({ Bucket: "riposte-evidence", Key: "seal", Body: "1", ...input }));
    await put({
      IfNoneMatch: "*",
      ObjectLockMode: "COMPLIANCE",
      ObjectLockRetainUntilDate: new Date(clock.now() + 60_000),
    });
    await expect(put({ IfNoneMatch: "*" })).rejects.toMatchObject({
      name: "PreconditionFailed",
      $metadata: { httpStatusCode: 412 },
    });
    await expect(put({})).rejects.toMatchObject({ name: "AccessDenied" });
    clock.advance(60_000);
    await put({});
    await clients.s3.send(new DeleteObjectCommand({ Bucket: "riposte-evidence", Key: "seal" }));
    await expect(clients.s3.send(new GetObjectCommand({ Bucket: "riposte-evidence", Key: "seal" }))).rejects.toThrow(
      NoSuchKey,
    );
  });

  test("refuses a bucket or a key that does not exist, and a body with a wrong checksum", async () => {
    const { clients, s3 } = await startHost();
    await expect(clients.s3.send(new PutObjectCommand({ Bucket: "gone", Key: "x", Body: "1" }))).rejects.toThrow(
      NoSuchBucket,
    );
    await s3.ensureBucket("riposte-evidence");
    const place = { Bucket: "riposte-evidence", Key: "x" };
    await expect(clients.s3.send(new HeadObjectCommand(place))).rejects.toMatchObject({ name: "NotFound" });
    await expect(
      clients.s3.send(new PutObjectCommand({ ...place, Body: "1", ChecksumCRC32: "AAAAAA==" })),
    ).rejects.toMatchObject({ name: "BadDigest" });
  });
});

describe("DynamoDB", () => {
  const key = { pk: { S: "case#1" }, sk: { S: "case" } };

  test("keeps items in tables made on demand, with conditions", async () => {
    const { clients, dynamoDb } = await startHost();
    await dynamoDb.createTables(["riposte-cases", "riposte-ip-addresses"]);
    await dynamoDb.createTables(["riposte-cases"]);
    const { Table } = await clients.dynamoDb.send(new DescribeTableCommand({ TableName: "riposte-cases" }));
    expect(Table).toMatchObject({ TableStatus: "ACTIVE", BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" } });
    const put = new PutItemCommand({
      TableName: "riposte-cases",
      Item: { ...key, n: { N: "1" } },
      ConditionExpression: "attribute_not_exists(pk)",
    });
    await clients.dynamoDb.send(put);
    await expect(clients.dynamoDb.send(put)).rejects.toThrow(ConditionalCheckFailedException);
    await clients.dynamoDb.send(
      new UpdateItemCommand({
        TableName: "riposte-cases",
        Key: key,
        UpdateExpression: "ADD n :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
      }),
    );
    expect((await clients.dynamoDb.send(new GetItemCommand({ TableName: "riposte-cases", Key: key }))).Item?.n).toEqual(
      { N: "2" },
    );
    const found = await clients.dynamoDb.send(
      new QueryCommand({
        TableName: "riposte-cases",
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: "case#1" } },
      }),
    );
    expect(found.Count).toBe(1);
  });

  test("a table is usable as soon as it was made", async () => {
    const { dynamoDb } = await startHost();
    await dynamoDb.createTables(["riposte-cases"]);
    const answer = await dynamoDb.handle({
      method: "POST",
      path: "/",
      query: new URLSearchParams(),
      headers: { "x-amz-target": "DynamoDB_20120810.PutItem" },
      body: Buffer.from(JSON.stringify({ TableName: "riposte-cases", Item: key })),
    });
    expect(answer.status).toBe(200);
  });

  test("refuses a table that does not exist, and a bad expression", async () => {
    const { clients, dynamoDb } = await startHost();
    await expect(clients.dynamoDb.send(new GetItemCommand({ TableName: "gone", Key: key }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await dynamoDb.createTables(["riposte-cases"]);
    const bad = new PutItemCommand({ TableName: "riposte-cases", Item: key, ConditionExpression: "pk ===" });
    await expect(clients.dynamoDb.send(bad)).rejects.toMatchObject({ name: "ValidationException" });
  });
});
