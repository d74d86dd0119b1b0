// IAM's operations on inline policies, the same four for users and for roles, and on roles themselves.
import type { FormTree } from "../protocol/form.ts";
import type { QueryAction } from "../protocol/query.ts";
import { checkModifiable, describedRole, noSuchEntity, roleNamed, userNamed, type World } from "./entities.ts";
import { page, required } from "./parameters.ts";
import { checkDocument, checkTotalSize, encodedDocument } from "./policy-document.ts";
import type { IamState, Owner } from "./state.ts";

export const policyActions = ({ organisation, state }: World): Record<string, QueryAction> => ({
  ...actionsOn("User", state, (form) => ({
    kind: "user",
    name: userNamed(organisation, required(form, "UserName")).name,
  })),
  ...actionsOn("Role", state, (form, writes) => {
    const role = roleNamed(organisation, required(form, "RoleName"));
    if (writes) checkModifiable(role);
    return { kind: "role", name: role.name };
  }),

  async GetRole(form) {
    return { Role: describedRole({ organisation, state }, roleNamed(organisation, required(form, "RoleName"))) };
  },

  async ListAttachedRolePolicies(form) {
    const { items, ...rest } = page(form, roleNamed(organisation, required(form, "RoleName")).attachedPolicies);
    const member = items.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf("/") + 1), PolicyArn: arn }));
    return { AttachedPolicies: { member }, ...rest };
  },
});

type OwnerOf = (form: FormTree, writes: boolean) => Owner;

function actionsOn(kind: "User" | "Role", state: IamState, ownerOf: OwnerOf): Record<string, QueryAction> {
  const missing = (name: string) => noSuchEntity(`The ${kind.toLowerCase()} policy with name ${name} cannot be found.`);
  return {
    async [`Put${kind}Policy`](form) {
      const name = required(form, "PolicyName");
      const document = required(form, "PolicyDocument");
      const owner = ownerOf(form, true);
      checkDocument(document);
      checkTotalSize(state, owner, name, document);
      await state.putPolicy(owner, name, document);
      return null;
    },
    async [`Get${kind}Policy`](form) {
      const name = required(form, "PolicyName");
      const owner = ownerOf(form, false);
      const document = state.policy(owner, name);
      if (document === null) throw missing(name);
      return { [`${kind}Name`]: owner.name, PolicyName: name, PolicyDocument: encodedDocument(document) };
    },
    async [`Delete${kind}Policy`](form) {
      const name = required(form, "PolicyName");
      if (!(await state.deletePolicy(ownerOf(form, true), name))) throw missing(name);
      return null;
    },
    async [`List${kind}Policies`](form) {
      const { items, ...rest } = page(form, state.policiesOf(ownerOf(form, false)));
      return { PolicyNames: { member: items }, ...rest };
    },
  };
}
