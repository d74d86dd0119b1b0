// The program behind `riposte`: each command is a file in `commands/`; what several of them show is in `show/`. What only
// one command needs is imported when it runs, so that a check does not wait for a host's code.
import { Command, CommanderError } from "commander";
import { Stop } from "./stop.ts";

/** Loaded when asked for: most commands need neither an SDK nor a host, and loading those takes longer than their work. */
const commands: Readonly<Record<string, () => Promise<Command | undefined>>> = {
  start: async () => (await import("./commands/start.ts")).startCommand(),
  stepfunctions: async () => (await import("./commands/stepfunctions.ts")).stepFunctionsCommand(),
  check: async () => (await import("./commands/check.ts")).checkCommand(),
  compile: async () => (await import("./commands/compile.ts")).compileCommand(),
  explain: async () => (await import("./commands/explain.ts")).explainCommand(),
  graph: async () => (await import("./commands/graph.ts")).graphCommand(),
  estimate: async () => (await import("./commands/estimate.ts")).estimateCommand(),
  diff: async () => (await import("./commands/diff.ts")).diffCommand(),
  review: async () => (await import("./commands/review.ts")).reviewCommand(),
  approve: async () => (await import("./commands/decide.ts")).decideCommands()[0],
  deny: async () => (await import("./commands/decide.ts")).decideCommands()[1],
  stop: async () => (await import("./commands/halt.ts")).stopCommand(),
  resume: async () => (await import("./commands/halt.ts")).resumeCommand(),
  new: async () => (await import("./commands/new.ts")).newCommand(),
  case: async () => (await import("./commands/case.ts")).caseCommand(),
  route: async () => (await import("./commands/route.ts")).routeCommand(),
  dlq: async () => (await import("./commands/dlq.ts")).dlqCommand(),
  rerun: async () => (await import("./commands/rerun.ts")).rerunCommand(),
};

const program = new Command("riposte")
  .description("Security playbooks in TypeScript, compiled to AWS Step Functions, and run the same on a laptop.")
  .showHelpAfterError("(add --help for what it takes)")
  .exitOverride();

const asked = Object.entries(commands).filter(([name]) => name === process.argv[2]);
for (const [, load] of asked.length > 0 ? asked : Object.entries(commands)) {
  const command = await load();
  if (command === undefined) continue;
  // A command's own commands end by throwing too, so that every usage error has the one exit code.
  for (const inner of [command, ...command.commands]) inner.exitOverride();
  program.addCommand(command);
}

// A reader that has seen enough, as `head`, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof Stop) {
    process.stderr.write(`riposte: ${error.message}\n`);
    process.exitCode = error.exitCode;
  } else throw error;
}
