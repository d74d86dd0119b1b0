// What IAM demands of an inline policy before it stores it, and how it hands one back.
import * as z from "zod";
import { AwsError } from "../protocol/aws-error.ts";
import type { IamState, Owner } from "./state.ts";

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);
const statement = z.strictObject({
  Sid: z
    .string()
    .regex(/^[A-Za-z0-9]*$/)
    .optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([oneOrMore, z.boolean(), z.number()]))).optional(),
});

/** An identity policy: the grammar of inline policies of users and roles. */
export const policyDocument = z.strictObject({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: z.union([statement, z.array(statement)]),
});
export type PolicyDocument = z.infer<typeof policyDocument>;

const mostBytes = { user: 2_048, role: 10_240 } as const;

/** Throws `MalformedPolicyDocument` for what IAM would not accept. */
export function checkDocument(text: string): void {
  const { Version: version, Statement } = parsed(text);
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  if (statements.length === 0) throw malformed("Syntax errors in policy.");
  for (const one of statements) {
    const actions = [one.Action, one.NotAction].filter((value) => value !== undefined);
    const resources = [one.Resource, one.NotResource].filter((value) => value !== undefined);
    if (actions.length !== 1) throw malformed("Policy statement must contain actions.");
    if (resources.length !== 1) throw malformed("Policy statement must contain resources.");
    for (const action of actions.flat()) {
      if (!/^(\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+)$/.test(action)) {
        throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
      }
    }
    for (const resource of resources.flat()) {
      if (!/^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+)$/.test(resource)) {
        throw malformed(`Resource ${resource} must be in ARN format or "*".`);
      }
    }
  }
  const sids = statements.flatMap(({ Sid }) => (Sid ? [Sid] : []));
  if (new Set(sids).size !== sids.length) throw malformed("Statement IDs (SID) in a single policy must be unique.");
  if (version === undefined && text.includes("${"))
    throw malformed("Policy document must be version 2012-10-17 or greater.");
}

/** Throws `LimitExceeded` when all inline policies of an owner together would be too long. White space is not counted. */
export function checkTotalSize(state: IamState, owner: Owner, name: string, document: string): void {
  const others = state.policiesOf(owner).filter((other) => other !== name);
  const total = [document, ...others.map((other) => state.policy(owner, other) ?? "")]
    .map((text) => text.replace(/\s/g, "").length)
    .reduce((sum, length) => sum + length, 0);
  if (total <= mostBytes[owner.kind]) return;
  const message = `Maximum policy size of ${mostBytes[owner.kind]} bytes exceeded for ${owner.kind} ${owner.name}`;
  throw new AwsError("LimitExceeded", message, { status: 409 });
}

/** As IAM answers: percent-encoded by RFC 3986. */
export const encodedDocument = (document: string): string =>
  encodeURIComponent(document).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function parsed(text: string): PolicyDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed("Syntax errors in policy.");
  }
  const result = policyDocument.safeParse(value);
  if (result.success) return result.data;
  throw malformed("Syntax errors in policy.");
}

const malformed = (message: string): AwsError => new AwsError("MalformedPolicyDocument", message);
