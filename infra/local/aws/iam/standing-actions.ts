// IAM's operations on what users of the organisation have beside keys: groups, second factors and passwords. Nobody is in a
// group here; whoever has a password has one device, enabled on the day on which the user was made.
import { before, type Organisation } from "../../simulators/organisation.ts";
import type { QueryAction } from "../protocol/query.ts";
import { noSuchEntity, userNamed, type World } from "./entities.ts";
import { page, required } from "./parameters.ts";
import { wholeSecond } from "./state.ts";

export const standingActions = ({ organisation, state }: World): Record<string, QueryAction> => {
  const madeAt = (daysAgo: number): string => wholeSecond(before(state.began, daysAgo * 1_440));
  return {
    async ListGroupsForUser(form) {
      userNamed(organisation, required(form, "UserName"));
      return { Groups: { member: [] }, IsTruncated: false };
    },

    async ListMFADevices(form) {
      const user = userNamed(organisation, required(form, "UserName"));
      const devices = user.passwordUsedMinutesAgo === null ? [] : [device(organisation, user.name)];
      const { items, ...rest } = page(form, devices);
      const member = items.map((SerialNumber) => ({
        UserName: user.name,
        SerialNumber,
        EnableDate: madeAt(user.createdDaysAgo),
      }));
      return { MFADevices: { member }, ...rest };
    },

    async GetLoginProfile(form) {
      const user = userNamed(organisation, required(form, "UserName"));
      if (user.passwordUsedMinutesAgo === null)
        throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
      return {
        LoginProfile: { UserName: user.name, CreateDate: madeAt(user.createdDaysAgo), PasswordResetRequired: false },
      };
    },
  };
};

const device = ({ account }: Organisation, user: string): string => `arn:aws:iam::${account}:mfa/${user}`;
