// Impossible travel as it is compiled: how fast the evidence is there, and that its golden machine runs.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as contracts from "../../actions/index.ts";
import type { Declaration } from "../../actions/kit/contract/index.ts";
import { soundLibrary } from "../../cli/project.ts";
import { type Machine, statesOf } from "../../playbooks/compiler/emit/asl.ts";
import { estimate } from "../../playbooks/compiler/estimate.ts";
import type { CompiledPlaybook } from "../../playbooks/compiler/library.ts";
import { standings } from "../../playbooks/compiler/record/items.ts";
import { runMachine } from "../support/run-machine.ts";
import { goldenFolder } from "./golden-files.ts";

const { recording, machine } = soundLibrary().playbooks.find(
  (playbook) => playbook.recording.id === "impossible-travel",
) as CompiledPlaybook;
const golden = JSON.parse(readFileSync(new URL("impossible-travel.asl.json", goldenFolder), "utf8")) as Machine;

const all: readonly Declaration[] = Object.values(contracts)
  .flatMap((system) => Object.values(system) as unknown as Declaration[])
  .filter((contract) => typeof contract === "object" && "effect" in contract);
const answers = Object.fromEntries(all.map((contract) => [contract.id, contract.examples[0]?.output]));

const finding = {
  id: "f-1",
  kind: "impossible-travel",
  account: "111122223333",
  user: { name: "maria.lopez", email: null, id: null },
  sourceIp: "203.0.113.7",
  loginAt: "2026-11-23T09:40:00Z",
  previousIp: "198.51.100.20",
  previousLoginAt: "2026-11-23T09:00:00Z",
};

test("the evidence waits for the principal, the slowest lookup that needs it, and itself", () => {
  const typical = new Map(
    [...standings(recording.block)].flatMap(({ item }) =>
      item.kind === "task" ? [[item.id, item.action.limits.typical] as const] : [],
    ),
  );
  const time = (step: string): number => typical.get(step) ?? Number.NaN;
  const needed = time("who") + Math.max(time("keys"), time("recent-logins")) + time("evidence");
  expect(estimate(recording, machine).seconds.evidence.typical).toBeCloseTo(needed, 3);
});

test("every state carries a step, a decision, a join, a landing, or the end", () => {
  const ids = new Set([...standings(recording.block)].map(({ item }) => item.id));
  const idle = [...statesOf(machine)].filter(([name, state]) => {
    if (state.Type === "Task" || state.Type === "Map") return !ids.has(name.replace(/ (limit|over limit|grant)$/, ""));
    return !(state.Type === "Choice" || state.Type === "Parallel" || state.Type === "Fail" || state.Type === "Succeed");
  });
  expect(idle).toEqual([]);
});

test("the golden machine contains after approval, keys first, and succeeds", async () => {
  const ran = await runMachine(golden, { finding, answers });
  expect(ran.status).toBe("SUCCEEDED");
  expect(ran.steps.slice(-3)).toEqual(["approve-containment", "disable-key 0", "revoke-sessions"]);
});

test.each([
  ["denied", "approve-containment"],
  ["not-asked", "approve-containment"],
  ["expired", "raise"],
])("after %s the golden machine contains nothing", async (reply, last) => {
  const ran = await runMachine(golden, { finding, answers, replies: { "approve-containment": reply } });
  expect([ran.status, ran.steps.at(-1)]).toEqual(["SUCCEEDED", last]);
});

test("when the travel is explained and nothing is reported, the case is clean and nobody is asked", async () => {
  const quiet = {
    ...answers,
    "geo.compare-logins": { ...(answers["geo.compare-logins"] as object), explained: true },
    "abuseipdb.check-ip": { score: 0, reports: 0, country: null },
    "virustotal.check-ip": { ...(answers["virustotal.check-ip"] as object), malicious: 0 },
  };
  const ran = await runMachine(golden, { finding, answers: quiet });
  expect([ran.status, ran.steps.at(-1)]).toEqual(["SUCCEEDED", "mark-clean"]);
});
