// Permissions are derived from use: the machine's role invokes what the machine calls, and nothing else.
import { expect, test } from "vitest";
import { compareLogins } from "../../../actions/geo/compare-logins/action.ts";
import { maxmind } from "../../../actions/geo/vendors.ts";
import { disableAccessKey } from "../../../actions/iam/disable-access-key/action.ts";
import { checkIp } from "../../../actions/virustotal/check-ip/action.ts";
import { statesOf } from "../../../playbooks/compiler/emit/asl.ts";
import {
  actionStatements,
  functionNameOf,
  permissionsOf,
  roleStatements,
} from "../../../playbooks/compiler/permissions/permissions.ts";
import type { Recording } from "../../../playbooks/compiler/record/items.ts";
import { compiled } from "../../support/a-playbook.ts";
import { everyWord } from "../../support/every-word.ts";

/** A recording of calls of these actions, for what only looks at the contracts. */
const calling = (...actions: readonly object[]): Recording =>
  ({
    ...compiled(() => {}).recording,
    block: { items: actions.map((action, at) => ({ kind: "task", word: "attempt", id: `s${at}`, action })) },
  }) as unknown as Recording;
const { machine: empty } = compiled(() => {});

test("the machine's role may invoke exactly the functions that its states call", () => {
  const { recording, machine } = compiled(everyWord);
  const called = [...statesOf(machine)].flatMap(([, state]) =>
    state.Type === "Task" ? [functionNameOf(state.Arguments.FunctionName.slice("${function:".length, -1))] : [],
  );
  const { invoke } = permissionsOf(recording, machine, () => null);
  expect(invoke).toEqual([...new Set(called)].toSorted());
  expect(invoke).toEqual(expect.arrayContaining(["riposte-approval", "riposte-ask", "riposte-unattended"]));
});

test("no statement has a wildcard for an action, and none names every function", () => {
  const { recording, machine } = compiled(everyWord);
  for (const { Action, Resource } of roleStatements(permissionsOf(recording, machine, () => null))) {
    expect([...Action, ...Resource].join()).not.toContain("*");
  }
});

test("an action's policy is its contract's permissions and its own secrets", () => {
  const { actions } = permissionsOf(calling(checkIp, disableAccessKey), empty, () => null);
  expect(actions.map((one) => [one.action, actionStatements(one)])).toEqual([
    [
      "iam.disable-access-key",
      [
        {
          Effect: "Allow",
          Action: ["iam:ListAccessKeys", "iam:UpdateAccessKey"],
          Resource: ["arn:aws:iam::${account}:user/*"],
        },
      ],
    ],
    [
      "virustotal.check-ip",
      [
        {
          Effect: "Allow",
          Action: ["secretsmanager:GetSecretValue"],
          Resource: ["arn:aws:secretsmanager:${region}:${account}:secret:riposte/virustotal/api-key-??????"],
        },
      ],
    ],
  ]);
});

test("the vendor that the configuration binds brings its secrets and hosts", () => {
  const { actions } = permissionsOf(calling(compareLogins), empty, (system) => (system === "geo" ? maxmind : null));
  expect(actions[0]).toMatchObject({
    vendor: "maxmind",
    secrets: ["geo/maxmind-account", "geo/maxmind-licence-key"],
    hosts: ["geoip.maxmind.com"],
  });
});
