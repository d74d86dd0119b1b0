// Machines and how to run them to the end.
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  type SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { role } from "./host.ts";

/** A JSONata machine of these states, the first being the start. */
export const machine = (states: Record<string, object>, rest: object = {}): string =>
  JSON.stringify({ QueryLanguage: "JSONata", StartAt: Object.keys(states)[0], States: states, ...rest });

export const invoke = (functionName: string, payload: unknown = {}): object => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: functionName, Payload: payload },
});

/** The value of an expression on the state's input, by a machine of one Pass. */
export const passing = (output: unknown): string => machine({ Only: { Type: "Pass", Output: output, End: true } });

let names = 0;

export async function create(client: SFNClient, definition: string, name = `machine-${++names}`): Promise<string> {
  const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name, definition, roleArn: role }));
  return stateMachineArn as string;
}

export async function start(
  client: SFNClient,
  stateMachineArn: string,
  input: unknown = {},
  name?: string,
): Promise<string> {
  const request = { stateMachineArn, input: JSON.stringify(input), ...(name !== undefined && { name }) };
  return (await client.send(new StartExecutionCommand(request))).executionArn as string;
}

export async function ended(client: SFNClient, executionArn: string): Promise<DescribeExecutionCommandOutput> {
  for (;;) {
    const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== "RUNNING") return execution;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export async function history(client: SFNClient, executionArn: string): Promise<HistoryEvent[]> {
  const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }));
  return events as HistoryEvent[];
}

export interface Run {
  readonly execution: DescribeExecutionCommandOutput;
  readonly events: readonly HistoryEvent[];
  readonly types: readonly string[];
  /** The output's value; undefined where there is none. */
  readonly output: unknown;
}

/** Creates a machine, runs it once and tells everything about it. */
export async function run(client: SFNClient, definition: string, input: unknown = {}): Promise<Run> {
  const executionArn = await start(client, await create(client, definition), input);
  const execution = await ended(client, executionArn);
  const events = await history(client, executionArn);
  const types = events.map((event) => String(event.type));
  const output = execution.output === undefined ? undefined : JSON.parse(execution.output);
  return { execution, events, types, output };
}

/** Resolves when an event of this type has been recorded for the execution. */
export async function recorded(
  client: SFNClient,
  executionArn: string,
  type: string,
  times = 1,
): Promise<HistoryEvent> {
  for (;;) {
    const found = (await history(client, executionArn)).filter((event) => event.type === type);
    if (found.length >= times) return found[times - 1] as HistoryEvent;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
