// What a playbook's state machine and its actions may do in AWS and with which secrets, from the compiled graph and the
// contracts: nothing is declared a second time. ARNs keep `${account}` and `${region}`; hosts fill them.
import { type Declaration, type Permission, systemOf, type Vendor } from "../../../actions/kit/contract/index.ts";
import type { Machine } from "../emit/asl.ts";
import { functionsOf } from "../emit/fill.ts";
import { type Recording, standings } from "../record/items.ts";

/** One statement of an IAM policy. */
export interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** What one action's function may do. */
export interface ActionPermissions {
  readonly action: string;
  /** The vendor that the configuration binds to the action's system; null where the contract stands for itself. */
  readonly vendor: string | null;
  readonly statements: readonly Permission[];
  /** Names of secrets, below the deployment's prefix. */
  readonly secrets: readonly string[];
  readonly hosts: readonly string[];
}

export interface Permissions {
  /** Functions that the machine's role may invoke, and no others. */
  readonly invoke: readonly string[];
  readonly actions: readonly ActionPermissions[];
}

/** The vendor that serves a system, where the configuration binds one. */
export type VendorOf = (system: string) => Vendor | null;

/** The permissions of a compiled playbook; actions in the order of their ids. */
export function permissionsOf(recording: Recording, machine: Machine, vendorOf: VendorOf): Permissions {
  const used = new Map(
    [...standings(recording.block)].flatMap(({ item }) =>
      item.kind === "task" ? [[item.action.id, item.action] as const] : [],
    ),
  );
  return {
    invoke: functionsOf(machine).map(functionNameOf).toSorted(),
    actions: [...used.values()]
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((action) => actionPermissions(action, vendorOf(systemOf(action.id)))),
  };
}

/** The deployed name of an action's function, or of one of Riposte's own. */
export const functionNameOf = (id: string): string => `riposte-${id.replace(".", "-")}`;

function actionPermissions(action: Declaration, vendor: Vendor | null): ActionPermissions {
  const secrets = [...Object.values(action.secrets), ...Object.values(vendor?.secrets ?? {})];
  return {
    action: action.id,
    vendor: vendor?.system ?? null,
    statements: [...action.permissions, ...(vendor?.permissions ?? [])],
    secrets: secrets.map(({ name }) => name).toSorted(),
    hosts: [...action.hosts, ...(vendor?.hosts ?? [])],
  };
}

/** The policy of the machine's role: invoke exactly these functions. */
export const roleStatements = ({ invoke }: Pick<Permissions, "invoke">): readonly Statement[] => [
  {
    Effect: "Allow",
    Action: ["lambda:InvokeFunction"],
    Resource: invoke.map((name) => `arn:aws:lambda:\${region}:\${account}:function:${name}`),
  },
];

/** The policy of one action's role. Secrets Manager ends every secret's ARN with six characters of its own. */
export const actionStatements = ({ statements, secrets }: ActionPermissions): readonly Statement[] => [
  ...statements.map(({ actions, resources }) => ({ Effect: "Allow" as const, Action: actions, Resource: resources })),
  ...(secrets.length === 0
    ? []
    : [
        {
          Effect: "Allow" as const,
          Action: ["secretsmanager:GetSecretValue"],
          Resource: secrets.map(
            (name) => `arn:aws:secretsmanager:\${region}:\${account}:secret:riposte/${name}-??????`,
          ),
        },
      ]),
];
