#!/usr/bin/env node
// `riposte …` for people. Each command is a file in `commands/`; what several of them show is in `show/`.
import { Command, CommanderError } from "commander";
import { caseCommand } from "./commands/case.ts";
import { checkCommand } from "./commands/check.ts";
import { compileCommand } from "./commands/compile.ts";
import { decideCommands } from "./commands/decide.ts";
import { diffCommand } from "./commands/diff.ts";
import { estimateCommand } from "./commands/estimate.ts";
import { explainCommand } from "./commands/explain.ts";
import { graphCommand } from "./commands/graph.ts";
import { reviewCommand } from "./commands/review.ts";
import { startCommand } from "./commands/start.ts";
import { Stop } from "./stop.ts";

const program = new Command("riposte")
  .description("Security playbooks in TypeScript, compiled to AWS Step Functions, and run the same on a laptop.")
  .showHelpAfterError("(add --help for what it takes)")
  .exitOverride();

const commands = [
  startCommand(),
  checkCommand(),
  compileCommand(),
  explainCommand(),
  graphCommand(),
  estimateCommand(),
  diffCommand(),
  reviewCommand(),
  ...decideCommands(),
  caseCommand(),
];
for (const command of commands) {
  program.addCommand(command.exitOverride());
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof Stop) {
    process.stderr.write(`riposte: ${error.message}\n`);
    process.exitCode = error.exitCode;
  } else throw error;
}
