// The task that waits for a token.
import * as z from "zod";
import type { Waiting } from "../interpreter/tokens.ts";
import type { Service } from "../service.ts";
import { ApiError, invalidToken } from "../wire/api-error.ts";

export const taskToken = z.string().min(1).max(2_048);

/** Throws InvalidToken for what was never a token, TaskTimedOut for one whose task is over. */
export function waitingTask({ engine: { tokens } }: Service, token: string): Waiting {
  const waiting = tokens.find(token);
  if (waiting !== undefined) return waiting;
  if (!tokens.isOurs(token)) throw invalidToken();
  throw new ApiError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
}
