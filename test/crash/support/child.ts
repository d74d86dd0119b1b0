// The whole product in a process made to be killed: the shipped library with a wait in front of it, vendors that are busy
// now and then, people who decide in their own time. It kills itself right after a vendor has answered a write, when told
// to, and notes every such answer. Told "settle", it prints what has come of everything, or why it is not over yet.
import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkedConfiguration } from "../../../cli/project.ts";
import { startHost } from "../../../infra/local/host.ts";
import { statesOf } from "../../../playbooks/compiler/emit/asl.ts";
import { compileLibrary } from "../../../playbooks/compiler/library.ts";
import { seconds } from "../../../playbooks/language/index.ts";
import { playbooks } from "../../../playbooks/library/index.ts";
import { decideSome, settled } from "./outcome.ts";

const [dataDir = "", killAfter = "0"] = process.argv.slice(2);
const configuration = checkedConfiguration();
/** Every playbook as it ships, after a moment's wait. */
const waiting = playbooks.map((playbook) => ({
  ...playbook,
  steps(...[finding, settings, words]: Parameters<typeof playbook.steps>) {
    words.pause("settle-down", seconds(1));
    playbook.steps(finding, settings, words);
  },
}));
const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
const library = compileLibrary(waiting, configuration.playbooks, digest);
// A task's time runs on while its host is dead, and a busy machine takes long to bring it back.
for (const { machine } of library.playbooks) for (const [, state] of statesOf(machine)) lengthen(state);
if (library.refused.length > 0) throw new Error(JSON.stringify(library.refused));

const problems: string[] = [];
const host = await startHost({
  ...{ configuration, library, port: 0, dataDir, latencyMs: 5 },
  onError: (what) => problems.push(what),
});
for (const system of ["abuseipdb", "virustotal", "siem"]) host.simulators.fail(system, "503", 2);

watchWrites(Number(killAfter));
let over = false;
void decideNowAndThen();
process.stdin.on("data", async () => {
  const answer = await settled(host, problems);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
process.stdin.on("end", async () => {
  over = true;
  await host.stop();
  process.exit();
});
process.stdout.write(`${JSON.stringify({ origin: host.origin, topic: host.topicArn })}\n`);

function lengthen(state: { Type: string; TimeoutSeconds?: unknown }): void {
  if (state.Type === "Task" && typeof state.TimeoutSeconds === "number") state.TimeoutSeconds *= 10;
}

async function decideNowAndThen(): Promise<void> {
  while (!over) {
    await decideSome(host).catch((error) => problems.push(String(error)));
    await sleep(250);
  }
}

/** Notes writes as they are answered; ends the process in that moment after so many. */
function watchWrites(most: number): void {
  const isWrite: Readonly<Record<string, RegExp>> = {
    iam: /Action=(UpdateAccessKey|PutUserPolicy|PutRolePolicy)/,
    jira: /^(POST \S*\/(issue|comment)|PUT \S*) /,
    slack: /^POST \S*chat\.(postMessage|update) /,
  };
  const seen = new Map<string, number>();
  let writes = 0;
  const look = (): void => {
    for (const [system, pattern] of Object.entries(isWrite)) {
      if (host.simulators.spy.count(system) === seen.get(system)) continue;
      const requests = host.simulators.spy.requests(system);
      if (requests.every(({ answeredAt }) => answeredAt !== null)) {
        seen.set(system, host.simulators.spy.count(system));
      }
      for (const request of requests) {
        const { answeredAt, status, method, path, body } = request;
        if (answeredAt === null || (status ?? 500) >= 300 || noted.has(request)) continue;
        noted.add(request);
        if (!pattern.test(`${method} ${path} ${body.toString("utf8", 0, 200)}`)) continue;
        appendFileSync(join(dataDir, "writes"), `${system}\n`);
        writes += 1;
        if (writes === most) process.kill(process.pid, "SIGKILL");
      }
    }
    setTimeout(look, 1);
  };
  const noted = new WeakSet<object>();
  look();
}
