// The main job against a script that does the same calls by hand and keeps nothing: from a finding's publish to its
// evidence, with every vendor slowed to a known latency. Printed as milliseconds and as a ratio within this run.
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { checkedConfiguration, soundLibrary } from "../../cli/project.ts";
import { publishable } from "../../cli/start/finding.ts";
import { type ShownStep, watch } from "../../cli/start/watch.ts";
import { functionDefinitions, functionName } from "../../infra/local/functions.ts";
import { type LocalHost, startHost } from "../../infra/local/host.ts";
import { parseFinding } from "../../playbooks/findings/index.ts";

const latencyMs = 200;
/** One round a user: a second finding about the same one would join the first one's open case. */
const users = ["aiko.tanaka", "dana.kim", "jonas.berg", "maria.lopez", "sam.okafor"];

const library = soundLibrary();
const configuration = checkedConfiguration();
const begun = performance.now();
const host = await startHost({ configuration, library, port: 0, dataDir: null, latencyMs });
const ready = performance.now() - begun;
const handlers = new Map(
  functionDefinitions(configuration.bindings).map((definition) => [definition.name, definition]),
);

const sns = new SNSClient({});
const hand: number[] = [];
const playbook: number[] = [];
for (const user of users) {
  hand.push(await byHand(user));
  playbook.push(await byPlaybook(host, user));
}
sns.destroy();
await host.stop();

const [byHandMs, byPlaybookMs] = [median(hand), median(playbook)];
const allowed = Math.max(byHandMs * 1.05, byHandMs + 50);
console.log(`local host ready after ${ready.toFixed(0)} ms`);
console.log(`finding to evidence, vendors at ${latencyMs} ms, median of ${users.length}:`);
console.log(`  by hand (Promise.all, keeps nothing)  ${byHandMs.toFixed(0)} ms`);
console.log(
  `  by playbook (case, ticket, evidence)  ${byPlaybookMs.toFixed(0)} ms, ${(byPlaybookMs / byHandMs).toFixed(2)} times`,
);
console.log(`  budget ${allowed.toFixed(0)} ms: ${byPlaybookMs <= allowed ? "kept" : "MISSED"}`);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/** The example finding, about another user. */
function about(user: string) {
  const { message } = publishable(null, Date.now());
  const arn = `arn:aws:iam::111122223333:user/${user}`;
  const claim = { name: user, email: `${user}@example.com`, id: null };
  const changed = JSON.stringify({ ...JSON.parse(message), user: claim, resources: [arn] });
  const parsed = parseFinding(changed);
  if (!parsed.ok) throw new Error(parsed.reason);
  return { message: changed, finding: parsed.finding };
}

/** From publish to the end of the step that puts the evidence on the case. */
async function byPlaybook(on: LocalHost, user: string): Promise<number> {
  const { message, finding } = about(user);
  const evidence = Promise.withResolvers<void>();
  const changed = (step: ShownStep) => {
    if (step.id === "evidence" && step.ended !== null) evidence.resolve();
  };
  const ids = new Set(["evidence"]);
  const watching = watch(on.stepFunctions, finding.id, ids, changed);
  const from = performance.now();
  await sns.send(new PublishCommand({ TopicArn: on.topicArn, Message: message }));
  await watching;
  await evidence.promise;
  return performance.now() - from;
}

/** The same vendors' calls, in the order that their data allows. */
async function byHand(user: string): Promise<number> {
  const { finding } = about(user);
  if (finding.kind !== "impossible-travel") throw new Error("the example is another kind of finding");
  const { sourceIp: ip, loginAt, previousIp, previousLoginAt } = finding;
  const from = performance.now();
  const free = [
    call("geo.compare-logins", { ip, at: loginAt, previousIp, previousAt: previousLoginAt }),
    call("abuseipdb.check-ip", { ip }),
    call("virustotal.check-ip", { ip }),
    call("ip-database.find", { ip }),
    call("siem.events-by-ip", { ip }),
    call("whois.by-ip", { ip }),
  ];
  const who = await call("identity.resolve-principal", { claim: finding.user, account: finding.account });
  const principal = (who as { principal: unknown }).principal;
  await Promise.all([...free, call("iam.list-access-keys", { principal }), call("siem.logins-of", { principal })]);
  return performance.now() - from;
}

async function call(action: string, input: unknown): Promise<unknown> {
  const handler = await handlers.get(functionName(action))?.load();
  const travels = {
    execution: "by-hand",
    playbook: "by-hand",
    version: "1",
    step: action,
    item: null,
    case: "none",
    mode: "live",
  };
  const context = { getRemainingTimeInMillis: () => 30_000 };
  const answer = (await handler?.({ input, call: travels }, context as never)) as { output: unknown };
  return answer.output;
}
