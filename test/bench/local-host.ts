// How soon the local host is ready, as a process of its own, and what memory stays resident in a storm of findings that
// all start a run, with everything on disk. `node test/bench/local-host.ts [findings]`
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { checkedConfiguration, soundLibrary } from "../../cli/project.ts";
import { startHost } from "../../infra/local/host.ts";

const total = Number(process.argv[2] ?? 300);
const inFlight = 20;

/** Milliseconds from the command to the line that names the host's origin. */
function untilReady(): Promise<number> {
  const shell = new URL("../../cli/riposte.ts", import.meta.url).pathname;
  const began = performance.now();
  const child = spawn(process.execPath, [shell, "start", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (more: string) => {
      text += more;
      if (!text.includes("Local host:")) return;
      resolve(performance.now() - began);
      child.kill("SIGKILL");
    });
  });
}

const starts = [await untilReady(), await untilReady(), await untilReady()];
console.log(`riposte start is ready after ${Math.min(...starts).toFixed(0)} ms, best of three (at most 1500 ms)`);

const dataDir = mkdtempSync(join(tmpdir(), "riposte-bench-"));
const [configuration, library] = [checkedConfiguration(), soundLibrary()];
const host = await startHost({ configuration, library, port: 0, dataDir });
let ended = 0;
let wake = (): void => {};
host.stepFunctions.observe((_, event) => {
  if (!/^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(event.type ?? "")) return;
  ended += 1;
  wake();
});
const sns = new SNSClient({});
const memory: string[] = [];
const note = (): number => memory.push(`${Math.round(process.memoryUsage().rss / 1_048_576)} MB`);
const began = performance.now();
for (let sent = 0; sent < total; sent += 1) {
  if (sent % Math.ceil(total / 5) === 0) note();
  while (sent - ended >= inFlight) await new Promise<void>((resolve) => (wake = resolve));
  await sns.send(new PublishCommand({ TopicArn: host.topicArn, Message: JSON.stringify(finding(sent)) }));
}
while (ended < total) await new Promise<void>((resolve) => (wake = resolve));
note();
const seconds = (performance.now() - began) / 1_000;
console.log(
  `${total} findings, each with a run of its own, on disk: ${(total / seconds).toFixed(1)}/s; resident ${memory.join(" → ")}`,
);
sns.destroy();
await host.stop();
rmSync(dataDir, { recursive: true });

/** Somebody else's every time, so that none joins another's case; low, about an address that is looked up. */
function finding(at: number): object {
  return {
    ...{ id: `storm-${at}`, kind: "sql-injection", title: "SQL in a request", source: "splunk", severity: "high" },
    ...{ account: "111122223333", detectedAt: new Date().toISOString(), blocked: true },
    ...{ sourceIp: `203.0.${at >> 8}.${at & 255}`, host: `shop-${at}.example.com` },
  };
}
