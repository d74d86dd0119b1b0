// The message as it came, kept once by its digest. Executions and cases carry the digest only.
import { createHash } from "node:crypto";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { awsClient } from "../../actions/kit/runtime/aws.ts";
import { environment } from "../../actions/kit/runtime/environment.ts";

export const digestOfText = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

export const rawKey = (digest: string): string => `findings/${digest}.json`;

export async function keepRaw(text: string): Promise<void> {
  await awsClient(S3Client).send(
    new PutObjectCommand({
      Bucket: environment().evidenceBucket,
      Key: rawKey(digestOfText(text)),
      Body: text,
      ContentType: "application/json",
    }),
  );
}
