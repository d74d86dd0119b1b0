// The host that the suite runs against: this one, behind a server of its own, or an AWS account with RIPOSTE_HOST=aws,
// RIPOSTE_CONFORMANCE_ROLE (ARN of a role that machines may use) and RIPOSTE_CONFORMANCE_FUNCTION (`function.mjs` deployed).
import { randomUUID } from "node:crypto";
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { role, startHost } from "../../local/stepfunctions/support/host.ts";
import { handler } from "./function.mjs";

export interface Conformance {
  readonly client: SFNClient;
  readonly role: string;
  readonly functionName: string;
  create(definition: string): Promise<string>;
  start(stateMachineArn: string, input?: unknown, name?: string): Promise<string>;
  /** Waits for the end of an execution. */
  ended(executionArn: string): Promise<DescribeExecutionCommandOutput>;
  history(executionArn: string): Promise<HistoryEvent[]>;
  /** Waits for an event of this type. */
  recorded(executionArn: string, type: string): Promise<HistoryEvent[]>;
  run(definition: string, input?: unknown): Promise<Run>;
  /** A Task that calls the suite's function. */
  call(payload: unknown): object;
  stop(): Promise<void>;
}

export interface Run {
  readonly executionArn: string;
  readonly execution: DescribeExecutionCommandOutput;
  readonly events: readonly HistoryEvent[];
  /** `id<previous type`, one an event. */
  readonly chain: readonly string[];
  readonly types: readonly string[];
  readonly output: unknown;
}

export const machine = (states: Record<string, object>, rest: object = {}): string =>
  JSON.stringify({ QueryLanguage: "JSONata", StartAt: Object.keys(states)[0], States: states, ...rest });

const onAws = process.env.RIPOSTE_HOST === "aws";
const pause = () => new Promise((resolve) => setTimeout(resolve, onAws ? 500 : 1));

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`RIPOSTE_HOST=aws needs ${name}`);
  return value;
}

async function place() {
  if (onAws) {
    const client = new SFNClient({});
    const stop = async () => client.destroy();
    return {
      client,
      stop,
      role: required("RIPOSTE_CONFORMANCE_ROLE"),
      functionName: required("RIPOSTE_CONFORMANCE_FUNCTION"),
    };
  }
  const host = await startHost({ functions: { conformance: handler } });
  return { client: host.client, stop: () => host.stop(), role, functionName: "conformance" };
}

export async function conformance(): Promise<Conformance> {
  const { client, stop, role: roleArn, functionName } = await place();
  const machines: string[] = [];

  const suite: Conformance = {
    ...{ client, functionName, role: roleArn },
    async create(definition) {
      const name = `conformance-${randomUUID()}`;
      const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name, definition, roleArn }));
      machines.push(stateMachineArn as string);
      return stateMachineArn as string;
    },
    async start(stateMachineArn, input = {}, name = randomUUID()) {
      const request = { stateMachineArn, name, input: JSON.stringify(input) };
      return (await client.send(new StartExecutionCommand(request))).executionArn as string;
    },
    async ended(executionArn) {
      for (;;) {
        const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
        if (execution.status !== "RUNNING") return execution;
        await pause();
      }
    },
    async history(executionArn) {
      return (await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 })))
        .events as HistoryEvent[];
    },
    async recorded(executionArn, type) {
      for (;;) {
        const events = await suite.history(executionArn);
        if (events.some((event) => event.type === type)) return events;
        await pause();
      }
    },
    async run(definition, input) {
      const executionArn = await suite.start(await suite.create(definition), input);
      const execution = await suite.ended(executionArn);
      const events = await suite.history(executionArn);
      const types = events.map((event) => String(event.type));
      const chain = events.map(({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`);
      const output = execution.output === undefined ? undefined : JSON.parse(execution.output);
      return { executionArn, execution, events, chain, types, output };
    },
    call: (payload) => ({
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: { FunctionName: functionName, Payload: payload },
    }),
    async stop() {
      if (onAws)
        for (const stateMachineArn of machines) await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
      await stop();
    },
  };
  return suite;
}
