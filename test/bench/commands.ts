// How soon a slash command is acknowledged by the local host, alone and with forty-nine others: from the signed request to the
// answer that the asker reads.
import { checkedConfiguration, soundLibrary } from "../../cli/project.ts";
import { startHost } from "../../infra/local/host.ts";

const atOnce = 50;
const rounds = 6;
const asker = "U0DANAKIM1";

const host = await startHost({
  configuration: checkedConfiguration(),
  library: soundLibrary(),
  port: 0,
  dataDir: null,
});
try {
  for (const command of ["help", "approvals", "status"]) {
    const alone: number[] = [];
    for (let at = 0; at < 20; at += 1) alone.push(await milliseconds(command));
    const together: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      together.push(...(await Promise.all(Array.from({ length: atOnce }, () => milliseconds(command)))));
    }
    console.log(
      `/riposte ${command}: alone p50 ${at(alone, 0.5)} ms; ${atOnce} at once p50 ${at(together, 0.5)} ms, p99 ${at(together, 0.99)} ms`,
    );
  }
} finally {
  await host.stop();
}

async function milliseconds(command: string): Promise<number> {
  const answer = await host.slack.people.command(asker, command);
  if (answer.status !== 200) throw new Error(`/riposte ${command} was answered ${answer.status}`);
  return answer.milliseconds;
}

function at(values: readonly number[], quantile: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.ceil(sorted.length * quantile) - 1] ?? 0).toFixed(0);
}
