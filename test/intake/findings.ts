// Findings of the other kinds as a publisher sends them, and what the product makes of a lot of them.
import type { PlaybookSettings } from "../../actions/kit/contract/index.ts";
import { playbookSettings } from "../../actions/kit/contract/index.ts";
import { handler } from "../../playbooks/dispatcher/dispatcher.ts";
import { aBatch, aFinding, aPlaybook } from "../support/product.ts";

const common = (kind: string, id: string) => {
  const { version, detectedAt, firstSeen, lastSeen, source, account } = aFinding();
  return { id, version, kind, title: `${kind} ${id}`, detectedAt, firstSeen, lastSeen, source, account };
};

/** Failed logins from one address. */
export const bruteForce = (id: string, changes: Record<string, unknown> = {}) => ({
  ...common("login-brute-force", id),
  severity: "medium",
  sourceIp: "203.0.113.7",
  user: { name: "maria.lopez" },
  ...changes,
});

/** SQL in requests from one address. */
export const injection = (id: string, changes: Record<string, unknown> = {}) => ({
  ...common("sql-injection", id),
  severity: "medium",
  sourceIp: "203.0.113.7",
  host: "shop.example.com",
  ...changes,
});

/** A playbook for every kind, with a storm above two news in ten minutes. */
export const triage = (): PlaybookSettings =>
  playbookSettings.parse({
    ...aPlaybook(),
    id: "triage",
    title: "Triage",
    kind: "any",
    stateMachine: "riposte-triage",
    repeats: { sameEntity: [["subject"]], withinSeconds: 14_400, storm: { over: 2, inSeconds: 600 } },
  });

/** Everything a publisher may report here. */
export const publishers = (account: never) => [
  {
    source: "splunk",
    kinds: ["login-brute-force", "sql-injection", "impossible-travel", "unclassified"],
    accounts: [account],
  },
];

/** Delivers in batches of ten, as the queue does, two at a time; what goes back comes again, at most five times. */
export async function deliver(findings: readonly object[]): Promise<void> {
  let waiting: readonly object[] = findings;
  for (let turn = 0; waiting.length > 0; turn += 1) {
    if (turn === 5) throw new Error(`${waiting.length} findings were not taken in five receives`);
    const back: object[] = [];
    const batches = Array.from({ length: Math.ceil(waiting.length / 10) }, (_, at) =>
      waiting.slice(at * 10, at * 10 + 10),
    );
    const take = async (): Promise<void> => {
      for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
        const { batchItemFailures } = (await handler(aBatch(...batch))) as {
          batchItemFailures: { itemIdentifier: string }[];
        };
        for (const { itemIdentifier } of batchItemFailures) {
          const failed = batch[Number(itemIdentifier.replace("message-", ""))];
          if (failed !== undefined) back.push(failed);
        }
      }
    };
    await Promise.all([take(), take()]);
    waiting = back;
  }
}
