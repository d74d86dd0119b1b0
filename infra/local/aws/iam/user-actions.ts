// IAM's operations on users and their access keys.

import type { IamUserSeed } from "../../simulators/organisation/identities.ts";
import { before, type Organisation } from "../../simulators/organisation.ts";
import { AwsError } from "../protocol/aws-error.ts";
import { type FormTree, textOf } from "../protocol/form.ts";
import type { QueryAction } from "../protocol/query.ts";
import type { XmlValue } from "../protocol/xml.ts";
import { describedUser, noSuchEntity, tagList, userNamed, type World } from "./entities.ts";
import { optional, page, required, statusIn } from "./parameters.ts";
import { type AccessKey, wholeSecond } from "./state.ts";

export const userActions = ({ organisation, state }: World): Record<string, QueryAction> => ({
  async GetUser(form) {
    return { User: describedUser({ organisation, state }, callersOrNamed(organisation, form), true) };
  },

  async ListUsers(form) {
    const prefix = textOf(form, "PathPrefix") ?? "/";
    const users = organisation.iamUsers.filter(({ path }) => path.startsWith(prefix));
    const { items, ...rest } = page(
      form,
      [...users].sort((a, b) => a.name.localeCompare(b.name)),
    );
    return { Users: { member: items.map((user) => describedUser({ organisation, state }, user, false)) }, ...rest };
  },

  async ListUserTags(form) {
    const { items, ...rest } = page(form, Object.entries(userNamed(organisation, required(form, "UserName")).tags));
    return { Tags: tagList(Object.fromEntries(items)), ...rest };
  },

  async ListAttachedUserPolicies(form) {
    const { items, ...rest } = page(form, userNamed(organisation, required(form, "UserName")).attachedPolicies);
    const member = items.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf("/") + 1), PolicyArn: arn }));
    return { AttachedPolicies: { member }, ...rest };
  },

  async ListAccessKeys(form) {
    const user = callersOrNamed(organisation, form);
    const { items, ...rest } = page(form, state.keysOf(user.name));
    return { UserName: user.name, AccessKeyMetadata: { member: items.map(described) }, ...rest };
  },

  async GetAccessKeyLastUsed(form) {
    const id = required(form, "AccessKeyId");
    const key = state.key(id);
    // IAM does not say whether a key that is not the account's exists.
    if (key === null) throw notAuthorised(organisation, id);
    return { UserName: key.user, AccessKeyLastUsed: lastUse(organisation, key) };
  },

  async UpdateAccessKey(form) {
    const id = required(form, "AccessKeyId");
    const status = statusIn(form);
    const key = state.key(id);
    const user = callersOrNamed(organisation, form);
    if (key === null || key.user !== user.name) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
    await state.setKeyStatus(id, status);
    return null;
  },
});

/** Without a name IAM takes the calling user; a function calls with a role's session, which is no user. */
function callersOrNamed(organisation: Organisation, form: FormTree): IamUserSeed {
  const name = optional(form, "UserName");
  if (name !== undefined) return userNamed(organisation, name);
  throw new AwsError("ValidationError", "Must specify userName when calling with non-User credentials");
}

const described = (key: AccessKey): XmlValue => ({
  UserName: key.user,
  AccessKeyId: key.id,
  Status: key.status,
  CreateDate: key.created,
});

function lastUse(organisation: Organisation, key: AccessKey): XmlValue {
  const seed = organisation.iamUsers.flatMap(({ accessKeys }) => accessKeys).find(({ id }) => id === key.id);
  const use = seed?.lastUsed ?? null;
  // A key that was never used has no date and says so in the other two fields.
  if (use === null) return { ServiceName: "N/A", Region: "N/A" };
  return {
    LastUsedDate: wholeSecond(before(organisation.now(), use.minutesAgo)),
    ServiceName: use.service,
    Region: use.region,
  };
}

const notAuthorised = (organisation: Organisation, keyId: string): AwsError =>
  new AwsError(
    "AccessDenied",
    `User: arn:aws:iam::${organisation.account}:user/riposte is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${keyId}`,
    { status: 403 },
  );
