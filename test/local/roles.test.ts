// A playbook's machine may invoke exactly its functions: every one of them is needed by some run, and a role that lacks any
// breaks that run with AWS's error, whatever the function would have answered.
import { CreateStateMachineCommand, SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { describe, expect, onTestFinished, test } from "vitest";
import { soundLibrary } from "../../cli/project.ts";
import { arnOf } from "../../infra/local/aws/index.ts";
import { testClock } from "../../infra/local/clock.ts";
import { allContracts, functionName } from "../../infra/local/functions.ts";
import { roleArn } from "../../infra/local/names.ts";
import { type Grants, grantsOf, mayInvokeBy } from "../../infra/local/roles.ts";
import { fill, functionsOf } from "../../playbooks/compiler/emit/fill.ts";
import type { CompiledPlaybook } from "../../playbooks/compiler/library.ts";
import { type LocalFunction, startHost } from "./stepfunctions/support/host.ts";
import { ended, history, invoke, machine, run, start } from "./stepfunctions/support/machines.ts";

const library = soundLibrary();
const grants = grantsOf(library);

/** What findings of every kind have, so that one finding fits every playbook. */
const finding = {
  ...{ id: "f-1", account: "111122223333", user: { name: "maria.lopez", email: null, id: null } },
  ...{ sourceIp: "203.0.113.7", loginAt: "2026-11-23T09:40:00Z", addresses: ["203.0.113.7"], subject: "maria.lopez" },
  ...{ previousIp: "198.51.100.20", previousLoginAt: "2026-11-23T09:00:00Z" },
};

interface Variant {
  readonly decision: "approved" | "denied" | "expired";
  /** Whether the sources say that all is well. */
  readonly quiet: boolean;
}
const decisions = ["approved", "denied", "expired"] as const;
const variants: readonly Variant[] = decisions.flatMap((decision) => [
  { decision, quiet: false },
  { decision, quiet: true },
]);

interface Tried {
  readonly called: ReadonlySet<string>;
  /** Causes of the calls that a role forbade. */
  readonly forbidden: readonly string[];
}

/** One run of a playbook whose functions answer their contracts' examples, under these grants. */
async function tried({ recording, machine: compiled, version }: CompiledPlaybook, variant: Variant, held: Grants) {
  const called = new Set<string>();
  const clock = testClock(Date.parse("2026-11-23T10:00:00Z"));
  const decide = ({ token }: { readonly token?: string }): object => {
    if (variant.decision === "expired") setImmediate(() => clock.advance(40 * 86_400_000));
    else {
      const output = JSON.stringify({ decision: variant.decision, approval: "a1", by: "dana.kim" });
      setImmediate(() => void host.client.send(new SendTaskSuccessCommand({ taskToken: token, output })));
    }
    return {};
  };
  const answering = (name: string, answer: LocalFunction): [string, LocalFunction] => [
    name,
    (event) => {
      called.add(arnOf.function(name));
      return answer(event);
    },
  ];
  const host = await startHost({
    ...{ clock, jitter: () => 0 },
    mayInvoke: mayInvokeBy(held),
    functions: Object.fromEntries([
      answering(functionName("approval"), decide),
      ...allContracts.map((contract) =>
        answering(functionName(contract.id), () => ({ output: outputOf(contract, variant), simulated: true })),
      ),
    ]),
  });
  try {
    const filled = fill(compiled, { version, functionOf: (id) => arnOf.function(functionName(id)) });
    const stateMachineArn = await createAs(host.client, filled, roleArn(recording.id));
    const input = { finding, run: { case: "case-1", startedBy: "test", requestedBy: null, mode: "live", attempt: 1 } };
    const execution = await start(host.client, stateMachineArn, input);
    await ended(host.client, execution);
    const forbidden = (await history(host.client, execution)).flatMap(({ taskFailedEventDetails: failed }) =>
      failed?.error === "Lambda.AWSLambdaException" ? [failed.cause ?? ""] : [],
    );
    return { called, forbidden } satisfies Tried;
  } finally {
    await host.stop();
  }
}

async function createAs(client: SFNClient, definition: object, role: string): Promise<string> {
  const request = { name: "playbook", definition: JSON.stringify(definition), roleArn: role };
  return (await client.send(new CreateStateMachineCommand(request))).stateMachineArn as string;
}

function outputOf({ id, examples }: (typeof allContracts)[number], { quiet }: Variant): unknown {
  const output = examples[0]?.output as object;
  if (!quiet) return output;
  if (id === "geo.compare-logins") return { ...output, explained: true };
  if (id === "abuseipdb.check-ip") return { ...output, score: 0 };
  return id === "virustotal.check-ip" ? { ...output, malicious: 0 } : output;
}

describe.each(library.playbooks.map((playbook) => [playbook.recording.id, playbook] as const))("%s", (id, playbook) => {
  const functions = functionsOf(playbook.machine).map((name) => arnOf.function(functionName(name)));

  test("may invoke what its definition names, and nothing else", () => {
    expect([...(grants.get(roleArn(id)) ?? [])].sort()).toEqual([...functions].sort());
  });

  test("needs every statement of its role", async () => {
    const reachedBy = new Map<string, Variant>();
    for (const variant of variants) {
      const { called, forbidden } = await tried(playbook, variant, grants);
      expect(forbidden).toEqual([]);
      for (const name of called) if (!reachedBy.has(name)) reachedBy.set(name, variant);
    }
    expect([...reachedBy.keys()].sort()).toEqual([...functions].sort());
    for (const [removed, variant] of reachedBy) {
      const less = new Map(grants).set(roleArn(id), new Set(functions.filter((name) => name !== removed)));
      const { called, forbidden } = await tried(playbook, variant, less);
      expect(called.has(removed), removed).toBe(false);
      expect(forbidden[0]).toContain(
        `User: ${roleArn(id)} is not authorized to perform: lambda:InvokeFunction on resource: ${removed} because`,
      );
    }
  });
});

test("the same function by its name alone is the same function", async () => {
  const one = new Map([["arn:aws:iam::000000000000:role/machine", new Set([arnOf.function("allowed")])]]);
  const host = await startHost({
    mayInvoke: mayInvokeBy(one),
    functions: { allowed: () => "yes", forbidden: () => "no" },
  });
  onTestFinished(() => host.stop());
  const calling = (name: string) => machine({ call: { ...invoke(name), End: true } });
  expect((await run(host.client, calling("allowed"))).execution.status).toBe("SUCCEEDED");
  expect((await run(host.client, calling("forbidden"))).execution).toMatchObject({
    status: "FAILED",
    error: "Lambda.AWSLambdaException",
  });
});
