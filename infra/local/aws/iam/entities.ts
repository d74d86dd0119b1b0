// Users and roles by name, as IAM describes them, and what it says when there is none.

import type { IamRoleSeed, IamUserSeed } from "../../simulators/organisation/identities.ts";
import { before, type Organisation } from "../../simulators/organisation.ts";
import { AwsError } from "../protocol/aws-error.ts";
import type { XmlValue } from "../protocol/xml.ts";
import { encodedDocument } from "./policy-document.ts";
import { type IamState, wholeSecond } from "./state.ts";

/** What the operations work on: what the organisation is, and what was changed since. */
export interface World {
  readonly organisation: Organisation;
  readonly state: IamState;
}

export const noSuchEntity = (message: string): AwsError => new AwsError("NoSuchEntity", message, { status: 404 });

export function userNamed(organisation: Organisation, name: string): IamUserSeed {
  // Names are told apart without regard to case.
  const user = organisation.iamUsers.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

export function roleNamed(organisation: Organisation, name: string): IamRoleSeed {
  const role = organisation.iamRoles.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** Throws `UnmodifiableEntity` for roles that only AWS itself may change. */
export function checkModifiable(role: IamRoleSeed): void {
  if (!role.path.startsWith("/aws-service-role/") && !role.path.startsWith("/aws-reserved/")) return;
  const message = `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`;
  throw new AwsError("UnmodifiableEntity", message);
}

export const userArn = (organisation: Organisation, { path, name }: IamUserSeed): string =>
  `arn:aws:iam::${organisation.account}:user${path}${name}`;

export const roleArn = (organisation: Organisation, { path, name }: IamRoleSeed): string =>
  `arn:aws:iam::${organisation.account}:role${path}${name}`;

/** Lists of users leave the tags out; a single user carries them. */
export function describedUser({ organisation, state }: World, user: IamUserSeed, tags: boolean): XmlValue {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: userArn(organisation, user),
    CreateDate: wholeSecond(before(state.began, user.createdDaysAgo * 1_440)),
    PasswordLastUsed:
      user.passwordUsedMinutesAgo === null
        ? undefined
        : wholeSecond(before(organisation.now(), user.passwordUsedMinutesAgo)),
    Tags: tags && Object.keys(user.tags).length > 0 ? tagList(user.tags) : undefined,
  };
}

export const describedRole = ({ organisation, state }: World, role: IamRoleSeed): XmlValue => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: roleArn(organisation, role),
  CreateDate: wholeSecond(before(state.began, role.createdDaysAgo * 1_440)),
  AssumeRolePolicyDocument: encodedDocument(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: role.trusts, Action: "sts:AssumeRole" }],
    }),
  ),
  Description: role.description === "" ? undefined : role.description,
  MaxSessionDuration: role.maxSessionSeconds,
});

export const tagList = (tags: Readonly<Record<string, string>>): XmlValue => ({
  member: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});
