// What IAM holds in the organisation's account before anything happens: users with their keys, roles, policies.
// Ages are in days or minutes before the organisation's `now`.

export const account = "111122223333";

export interface AccessKeySeed {
  readonly id: string;
  readonly status: "Active" | "Inactive";
  readonly createdDaysAgo: number;
  readonly lastUsed: { readonly minutesAgo: number; readonly service: string; readonly region: string } | null;
}

export interface IamUserSeed {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly createdDaysAgo: number;
  readonly passwordUsedMinutesAgo: number | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly attachedPolicies: readonly string[];
  readonly inlinePolicies: Readonly<Record<string, object>>;
  readonly accessKeys: readonly AccessKeySeed[];
}

export interface IamRoleSeed {
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly createdDaysAgo: number;
  readonly description: string;
  readonly maxSessionSeconds: number;
  /** Who may assume it: the `Principal` of its trust policy. */
  readonly trusts: Readonly<Record<string, string>>;
  readonly attachedPolicies: readonly string[];
  readonly inlinePolicies: Readonly<Record<string, object>>;
}

const managed = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

export const iamUsers: readonly IamUserSeed[] = [
  {
    name: "maria.lopez",
    id: "AIDAEXAMPLEMARIALOPEZ",
    path: "/",
    createdDaysAgo: 812,
    passwordUsedMinutesAgo: 2,
    tags: { person: "maria.lopez", email: "maria.lopez@example.com", department: "Payments" },
    attachedPolicies: [managed("ReadOnlyAccess")],
    inlinePolicies: {
      "payments-artifacts": {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::example-payments-artifacts/*"] },
        ],
      },
    },
    accessKeys: [
      {
        id: "AKIAEXAMPLEMARIA0001",
        status: "Active",
        createdDaysAgo: 410,
        lastUsed: { minutesAgo: 1, service: "iam", region: "us-east-1" },
      },
      {
        id: "AKIAEXAMPLEMARIA0002",
        status: "Active",
        createdDaysAgo: 63,
        lastUsed: { minutesAgo: 1_510, service: "s3", region: "eu-west-1" },
      },
    ],
  },
  {
    name: "jonas.berg",
    id: "AIDAEXAMPLEJONASBERG1",
    path: "/platform/",
    createdDaysAgo: 1_204,
    passwordUsedMinutesAgo: 190,
    tags: { person: "jonas.berg", email: "jonas.berg@example.com", department: "Platform" },
    attachedPolicies: [managed("PowerUserAccess")],
    inlinePolicies: {},
    accessKeys: [
      {
        id: "AKIAEXAMPLEJONAS0001",
        status: "Active",
        createdDaysAgo: 88,
        lastUsed: { minutesAgo: 35, service: "lambda", region: "eu-west-1" },
      },
      { id: "AKIAEXAMPLEJONAS0002", status: "Inactive", createdDaysAgo: 700, lastUsed: null },
    ],
  },
  {
    name: "aiko.tanaka",
    id: "AIDAEXAMPLEAIKOTANAKA",
    path: "/",
    createdDaysAgo: 301,
    passwordUsedMinutesAgo: 2_950,
    tags: { person: "aiko.tanaka", email: "aiko.tanaka@example.com", department: "Finance" },
    attachedPolicies: [managed("job-function/Billing")],
    inlinePolicies: {},
    accessKeys: [],
  },
  {
    name: "dana.kim",
    id: "AIDAEXAMPLEDANAKIM001",
    path: "/",
    createdDaysAgo: 955,
    passwordUsedMinutesAgo: 95,
    tags: { person: "dana.kim", email: "dana.kim@example.com", department: "Security" },
    attachedPolicies: [managed("SecurityAudit")],
    inlinePolicies: {},
    accessKeys: [],
  },
  {
    name: "sam.okafor",
    id: "AIDAEXAMPLESAMOKAFOR1",
    path: "/",
    createdDaysAgo: 690,
    passwordUsedMinutesAgo: 1_460,
    tags: { person: "sam.okafor", email: "sam.okafor@example.com", department: "Security" },
    attachedPolicies: [managed("SecurityAudit")],
    inlinePolicies: {},
    accessKeys: [
      {
        id: "AKIAEXAMPLESAMOKAF01",
        status: "Active",
        createdDaysAgo: 31,
        lastUsed: { minutesAgo: 220, service: "securityhub", region: "us-east-1" },
      },
    ],
  },
  {
    name: "ci-deploy",
    id: "AIDAEXAMPLECIDEPLOY01",
    path: "/machines/",
    createdDaysAgo: 930,
    passwordUsedMinutesAgo: null,
    tags: { owner: "platform" },
    attachedPolicies: [],
    inlinePolicies: {
      deploy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["lambda:UpdateFunctionCode"], Resource: ["*"] }],
      },
    },
    accessKeys: [
      {
        id: "AKIAEXAMPLECIDEPLOY1",
        status: "Active",
        createdDaysAgo: 120,
        lastUsed: { minutesAgo: 12, service: "lambda", region: "eu-west-1" },
      },
    ],
  },
  {
    name: "break-glass",
    id: "AIDAEXAMPLEBREAKGLASS",
    path: "/emergency/",
    createdDaysAgo: 1_500,
    passwordUsedMinutesAgo: null,
    tags: { purpose: "emergency access, sealed" },
    attachedPolicies: [managed("AdministratorAccess")],
    inlinePolicies: {},
    accessKeys: [],
  },
];

export const iamRoles: readonly IamRoleSeed[] = [
  {
    name: "payments-deploy",
    id: "AROAEXAMPLEPAYDEPLOY1",
    path: "/",
    createdDaysAgo: 640,
    description: "Deploys the payments service",
    maxSessionSeconds: 3_600,
    trusts: { AWS: `arn:aws:iam::${account}:root` },
    attachedPolicies: [managed("AWSLambda_FullAccess")],
    inlinePolicies: {},
  },
  {
    name: "riposte-responder",
    id: "AROAEXAMPLERESPONDER1",
    path: "/riposte/",
    createdDaysAgo: 20,
    description: "What the containment functions of Riposte may do in this account",
    maxSessionSeconds: 3_600,
    trusts: { AWS: "arn:aws:iam::000000000000:root" },
    attachedPolicies: [],
    inlinePolicies: {
      respond: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["iam:UpdateAccessKey", "iam:PutUserPolicy"],
            Resource: [`arn:aws:iam::${account}:user/*`],
          },
        ],
      },
    },
  },
  {
    name: "AWSServiceRoleForSupport",
    id: "AROAEXAMPLESUPPORT001",
    path: "/aws-service-role/support.amazonaws.com/",
    createdDaysAgo: 1_600,
    description: "Enables resource access for AWS to provide billing, administrative and support services",
    maxSessionSeconds: 3_600,
    trusts: { Service: "support.amazonaws.com" },
    attachedPolicies: ["arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy"],
    inlinePolicies: {},
  },
  {
    name: "AWSReservedSSO_ReadOnly_0123456789abcdef",
    id: "AROAEXAMPLEREADONLY01",
    path: "/aws-reserved/sso.amazonaws.com/",
    createdDaysAgo: 1_100,
    description: "",
    maxSessionSeconds: 43_200,
    trusts: { Federated: `arn:aws:iam::${account}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE` },
    attachedPolicies: [managed("ReadOnlyAccess")],
    inlinePolicies: {},
  },
];
