// Users have policies of their own and of their groups; roles only their own. What is not IAM's, IAM does not know.
import {
  type AttachedPolicy,
  IAMClient,
  paginateListAttachedGroupPolicies,
  paginateListAttachedRolePolicies,
  paginateListAttachedUserPolicies,
  paginateListGroupPolicies,
  paginateListGroupsForUser,
  paginateListRolePolicies,
  paginateListUserPolicies,
} from "@aws-sdk/client-iam";
import { PermanentFailure, type Principal } from "../../kit/contract/index.ts";
import { awsClient } from "../../kit/runtime/aws.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { listPolicies } from "./action.ts";

const iam = () => ({ client: awsClient(IAMClient) });

interface Policy {
  readonly name: string;
  readonly arn: string | null;
  readonly group: string | null;
}

const administratorAccess = /^arn:aws[a-z-]*:iam::aws:policy\/AdministratorAccess$/;

export const handler = implement(listPolicies, async ({ input: { principal }, signal }) => {
  const items = await policiesOf(principal, signal);
  return { administrator: items.some(({ arn }) => administratorAccess.test(arn ?? "")), items: [...items] };
});

async function policiesOf(principal: Principal, signal: AbortSignal): Promise<readonly Policy[]> {
  switch (principal.type) {
    case "iam-user":
      return userPolicies(principal.name, signal);
    case "iam-role-session":
      return rolePolicies(principal.role, signal);
    case "root":
      throw unknown("the root user obeys no policy of its account: it may do everything");
    case "identity-center-user":
    case "okta-user":
    case "entra-user":
      throw unknown("what this principal may do is not kept in IAM: ask about the role that it assumes");
  }
}

const unknown = (message: string): PermanentFailure => new PermanentFailure("Refused", message);

async function userPolicies(name: string, signal: AbortSignal): Promise<readonly Policy[]> {
  const asked = { UserName: name };
  const [attached, inline, groups] = await Promise.all([
    all(paginateListAttachedUserPolicies(iam(), asked, { abortSignal: signal }), ({ AttachedPolicies }) =>
      AttachedPolicies?.map(attachedOf(null)),
    ),
    all(paginateListUserPolicies(iam(), asked, { abortSignal: signal }), ({ PolicyNames }) =>
      PolicyNames?.map(inlineOf(null)),
    ),
    all(paginateListGroupsForUser(iam(), asked, { abortSignal: signal }), ({ Groups }) =>
      Groups?.map(({ GroupName }) => GroupName ?? ""),
    ),
  ]);
  const ofGroups = await Promise.all(groups.map((group) => groupPolicies(group, signal)));
  return [...attached, ...inline, ...ofGroups.flat()];
}

async function groupPolicies(group: string, signal: AbortSignal): Promise<readonly Policy[]> {
  const asked = { GroupName: group };
  const [attached, inline] = await Promise.all([
    all(paginateListAttachedGroupPolicies(iam(), asked, { abortSignal: signal }), ({ AttachedPolicies }) =>
      AttachedPolicies?.map(attachedOf(group)),
    ),
    all(paginateListGroupPolicies(iam(), asked, { abortSignal: signal }), ({ PolicyNames }) =>
      PolicyNames?.map(inlineOf(group)),
    ),
  ]);
  return [...attached, ...inline];
}

async function rolePolicies(role: string, signal: AbortSignal): Promise<readonly Policy[]> {
  const asked = { RoleName: role };
  const [attached, inline] = await Promise.all([
    all(paginateListAttachedRolePolicies(iam(), asked, { abortSignal: signal }), ({ AttachedPolicies }) =>
      AttachedPolicies?.map(attachedOf(null)),
    ),
    all(paginateListRolePolicies(iam(), asked, { abortSignal: signal }), ({ PolicyNames }) =>
      PolicyNames?.map(inlineOf(null)),
    ),
  ]);
  return [...attached, ...inline];
}

const attachedOf =
  (group: string | null) =>
  ({ PolicyName, PolicyArn }: AttachedPolicy): Policy => ({
    name: PolicyName ?? "",
    arn: PolicyArn ?? null,
    group,
  });

const inlineOf =
  (group: string | null) =>
  (name: string): Policy => ({ name, arn: null, group });

/** The items of all pages. */
async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}
