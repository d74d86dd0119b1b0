// How far a playbook reaches: secrets, permissions, hosts and settings.
import type { Summary } from "../summary.ts";
import { listed, quoted } from "../words.ts";

type ActionPermissions = Summary["permissions"]["actions"][number];

export function secretLines({ permissions }: Summary): readonly string[] {
  const lines = permissions.actions.flatMap(({ action, secrets }) =>
    secrets.map((name) => `${name}, read by ${action}.`),
  );
  return lines.length === 0 ? ["None."] : lines.toSorted();
}

export function permissionLines({ permissions }: Summary): readonly string[] {
  return [
    "Its state machine may invoke these functions and no others:",
    ...permissions.invoke.map((name) => `  - ${name}`),
    "Its actions may:",
    ...permissions.actions.flatMap(actionLines),
  ];
}

function actionLines(permission: ActionPermissions): readonly string[] {
  const { action, vendor, hosts, statements } = permission;
  const served = vendor === null ? action : `${action} (served by ${vendor})`;
  const may = [
    ...(hosts.length === 0 ? [] : [`call ${listed(hosts)}`]),
    ...statements.map(({ actions, resources }) => `${listed(actions)} on ${listed(resources)}`),
  ];
  return [`  - ${served}: ${may.length === 0 ? "nothing outside its own function" : may.join("; ")}`];
}

export function settingLines({ settings }: Summary): readonly string[] {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${quoted(value)}`);
  return lines.length === 0 ? ["None."] : lines;
}
