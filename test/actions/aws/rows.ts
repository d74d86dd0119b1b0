// Every action that asks AWS and takes nothing from anybody: what it is asked, and what AWS is made to say.
import { handler as findKeyUse } from "../../../actions/iam/find-key-use/handler.ts";
import { handler as listKeys } from "../../../actions/iam/list-access-keys/handler.ts";
import { handler as listPolicies } from "../../../actions/iam/list-policies/handler.ts";
import { handler as listSecondFactors } from "../../../actions/iam/list-second-factors/handler.ts";
import { handler as resolve } from "../../../actions/identity/resolve-principal/aws.ts";
import { handler as add } from "../../../actions/ip-database/add-if-absent/handler.ts";
import { handler as find } from "../../../actions/ip-database/find/handler.ts";
import type { Handler } from "../../../actions/kit/runtime/work.ts";
import { maria, session } from "../support/containment.ts";
import type { IamState } from "../support/iam.ts";
import type { Reply } from "../support/server.ts";

export interface AwsRow {
  readonly action: string;
  readonly by: string;
  readonly handler: Handler;
  readonly service: "iam" | "dynamodb";
  readonly input: unknown;
  /** As much of the answer as matters here. */
  readonly output: object;
  readonly notFound:
    | { readonly input: unknown; readonly output: object }
    | { readonly input: unknown; readonly name: string };
  /** Inputs that call, together with the first, everything that is permitted. */
  readonly also: readonly unknown[];
  /** More than the contract lets through: IAM as it is then, or DynamoDB's reply. */
  readonly oversize:
    | { readonly iam: (state: IamState) => void }
    | { readonly cut: (state: IamState) => void }
    | { readonly dynamo: Reply };
}

const account = "111122223333";
const row = (fields: object): Reply => ({
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: { Item: fields },
});
const long = row({
  addedAt: { S: "2026-11-22T10:40:05.000Z" },
  source: { S: "s".repeat(300_000) },
  verdict: { S: "unknown" },
  note: { NULL: true },
});

export const awsRows: readonly AwsRow[] = [
  {
    action: "iam.list-access-keys",
    by: "handler",
    handler: listKeys,
    service: "iam",
    input: { principal: maria },
    output: { items: [{ accessKeyId: "AKIAEXAMPLEMARIA0001" }, { accessKeyId: "AKIAEXAMPLEMARIA0002" }] },
    notFound: { input: { principal: { ...maria, name: "nobody" } }, name: "NotFound" },
    also: [],
    oversize: {
      iam: (state) => {
        for (let index = 0; index < 11; index += 1) {
          state.users["maria.lopez"]?.keys.push({
            id: `AKIAEXAMPLEMORE${String(index).padStart(5, "0")}`,
            status: "Active",
          });
        }
      },
    },
  },
  {
    action: "iam.find-key-use",
    by: "handler",
    handler: findKeyUse,
    service: "iam",
    input: { accessKeyId: "AKIAEXAMPLEMARIA0001" },
    output: { userName: "u", lastUsed: "2026-11-22T10:39:00.000Z", service: "iam", region: "us-east-1" },
    notFound: {
      input: { accessKeyId: "AKIAEXAMPLEMARIA0002" },
      output: { lastUsed: null, service: null, region: null },
    },
    also: [],
    oversize: {
      // Four texts and no list: they are cut to their bounds, and nothing is refused.
      cut: (state) => {
        state.keyService = "s".repeat(200_000);
      },
    },
  },
  {
    action: "iam.list-policies",
    by: "handler",
    handler: listPolicies,
    service: "iam",
    input: { principal: maria },
    output: {
      administrator: true,
      items: [
        { name: "ReadOnlyAccess", arn: "arn:aws:iam::aws:policy/ReadOnlyAccess", group: null },
        { name: "inline", arn: null, group: null },
        { name: "AdministratorAccess", arn: "arn:aws:iam::aws:policy/AdministratorAccess", group: "admins" },
        { name: "inline", arn: null, group: "admins" },
      ],
    },
    notFound: { input: { principal: { ...maria, name: "nobody" } }, name: "NotFound" },
    also: [{ principal: session }],
    oversize: {
      iam: (state) => {
        state.policiesMore = 101;
      },
    },
  },
  {
    action: "iam.list-second-factors",
    by: "handler",
    handler: listSecondFactors,
    service: "iam",
    input: { principal: maria },
    output: {
      password: true,
      passwordSetAt: "2024-09-01T09:00:00.000Z",
      youngest: "2024-09-01T09:04:00.000Z",
      items: [{ serial: "arn:aws:iam::111122223333:mfa/d0" }],
    },
    notFound: { input: { principal: { ...maria, name: "nobody" } }, name: "NotFound" },
    also: [{ principal: { ...maria, name: "break-glass" } }],
    oversize: {
      iam: (state) => {
        state.policiesMore = 8;
      },
    },
  },
  {
    action: "identity.resolve-principal",
    by: "aws",
    handler: resolve,
    service: "iam",
    input: { claim: { name: "maria.lopez" }, account },
    output: { principal: { name: "maria.lopez" }, person: "maria.lopez" },
    notFound: { input: { claim: { name: "nobody" }, account }, name: "NotFound" },
    also: [{ claim: { name: "ci", id: "arn:aws:sts::111122223333:assumed-role/deploy/ci" }, account }],
    oversize: {
      iam: (state) => {
        state.users["maria.lopez"] = {
          arn: `arn:aws:iam::111122223333:user/${"p".repeat(3_000)}/maria.lopez`,
          keys: [],
          policies: {},
        };
      },
    },
  },
  {
    action: "ip-database.find",
    by: "handler",
    handler: find,
    service: "dynamodb",
    input: { ip: "203.0.113.7" },
    output: { found: true, source: "finding-1" },
    notFound: { input: { ip: "192.0.2.201" }, output: { found: false, verdict: "unknown" } },
    also: [],
    oversize: { dynamo: long },
  },
  {
    action: "ip-database.add-if-absent",
    by: "handler",
    handler: add,
    service: "dynamodb",
    input: { ip: "203.0.113.7", source: "finding-2" },
    output: { added: false },
    notFound: { input: { ip: "192.0.2.202", source: "finding-2" }, output: { added: true } },
    also: [],
    oversize: { dynamo: row({ addedAt: { S: "2".repeat(300_000) } }) },
  },
];
