// Every subcommand of `/riposte`, in the order in which `help` shows them.
import { approvals } from "./approvals.ts";
import { closeCommand } from "./close.ts";
import type { Command } from "./command.ts";
import { handover } from "./handover.ts";
import { journal } from "./journal.ts";
import { list } from "./list.ts";
import { lookup } from "./lookup.ts";
import { run } from "./run.ts";
import { status } from "./status.ts";
import { resume, stop } from "./stop.ts";
import { take } from "./take.ts";

export const commands: readonly Command[] = [
  run,
  lookup,
  list,
  status,
  approvals,
  take,
  closeCommand,
  handover,
  stop,
  resume,
  journal,
];
