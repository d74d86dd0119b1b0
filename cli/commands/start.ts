// `riposte start`: the main job on this machine. A finding goes in as a SIEM would publish it; the run, the plan and the
// finished case are shown.
import { Command } from "commander";

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export const startCommand = (): Command =>
  new Command("start")
    .description("run the main job on this machine: a finding goes in, an enriched case and its ticket come out")
    .option("--once", "end after the case is mirrored, approving on the simulated systems")
    .option("--answer <decision>", "answer the approval: approved, denied or expired")
    .option("--json", "print one JSON document and nothing else on stdout; implies --once")
    .option("--finding <file>", "publish this finding instead of the example")
    .option("--latency <ms>", "milliseconds that every simulated vendor takes")
    .option("--fail <system=kind>", "make a simulated system fail, as in abuseipdb=500; may be repeated", collect)
    .option("--port <port>", "the local host's port (4747); 0 takes a free one")
    .option("--data-dir <dir>", "keep everything here over a restart; in memory when left out")
    .option("--real <systems>", "call the real service of these systems, as in abuseipdb,jira")
    .option("--secrets <file>", "a JSON file with the secrets of real systems, by name")
    .action(async (raw: unknown) => {
      const { startOptions } = await import("../start/options.ts");
      const options = startOptions(raw);
      await (await import("../start/run.ts")).run(options);
    });
