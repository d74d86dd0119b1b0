// The laptop's host: one process that serves the AWS APIs that the product calls, the simulators of its vendors, and the
// product's own functions. The code it runs is the code that is deployed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Configuration } from "../../actions/kit/contract/index.ts";
import { type CompiledLibrary, settingsFor } from "../../playbooks/compiler/library.ts";
import { createIam, type Iam } from "./aws/iam/index.ts";
import {
  account,
  createDynamoDb,
  createLambda,
  createPoller,
  createS3,
  createScheduler,
  createSecretsManager,
  createSns,
  createSqs,
  type FunctionDefinition,
  region,
} from "./aws/index.ts";
import { createSts } from "./aws/sts/index.ts";
import { type MovableClock, realClock } from "./clock.ts";
import { environmentFor } from "./environment.ts";
import { functionUrl } from "./function-url.ts";
import { functionDefinitions, functionName } from "./functions.ts";
import { openIntake } from "./intake.ts";
import { createMachines } from "./machines.ts";
import { bucket, mirrorQueue, mirrors, queues, secretsPrefix, stateMachineArns, tables } from "./names.ts";
import { type Grants, grantsOf, mayInvokeBy } from "./roles.ts";
import { type LocalServer, startServer } from "./server.ts";
import {
  createOrganisation,
  createSimulators,
  type FailureKind,
  type Simulators,
  simulatedSecrets,
} from "./simulators/index.ts";
import { createJira, type JiraSimulator, simulatedJiraSecrets } from "./simulators/jira/index.ts";
import { createSlack, type SlackSimulator, simulatedSlackSecrets } from "./simulators/slack/index.ts";
import { createStepFunctions, type StepFunctions } from "./stepfunctions/index.ts";
import { counted, quiet } from "./under-way.ts";
import type { Invoke } from "./wire.ts";

export interface HostOptions {
  readonly configuration: Configuration;
  readonly library: CompiledLibrary;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where everything is kept over a restart; null keeps it in memory. */
  readonly dataDir: string | null;
  /** Milliseconds that every simulated vendor takes to answer. */
  readonly latencyMs?: number;
  /** How simulated vendors wait for so long: in real time unless a test holds them back. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly failures?: Readonly<Record<string, FailureKind>>;
  /** Systems whose real service is called. */
  readonly real?: readonly string[];
  /** Values for the secrets of real systems, by name. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly clock?: MovableClock;
  /** What the machines' roles let them invoke; the functions of each playbook when left out. */
  readonly grants?: Grants;
  /** Told of what went wrong in the background. */
  readonly onError?: (what: string) => void;
}

export interface LocalHost {
  readonly origin: string;
  readonly topicArn: string;
  readonly clock: MovableClock;
  readonly stepFunctions: StepFunctions;
  readonly simulators: Simulators;
  readonly jira: JiraSimulator;
  readonly slack: SlackSimulator;
  readonly iam: Iam;
  readonly invoke: Invoke;
  readonly stateMachines: string;
  /**
   * Lets so many milliseconds pass in no time, once the functions under way have answered: their own time would be over
   * in the middle of their work, and their messages would come again. Waits for them ten seconds at most.
   */
  pass(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Milliseconds that what is under way may still take when the host stops. What is cut off is as after a crash: its message
 * or its task is there for the next start.
 */
const grace = 300;

/** Starts everything and resolves when it is ready. Sets the process's environment, as Lambda would. */
export async function startHost(options: HostOptions): Promise<LocalHost> {
  const { dataDir, real = [], clock = realClock(), onError = () => {} } = options;
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const world = simulatedWorld(options, clock, () => `${server.origin}/slack`);
  const functions = functionDefinitions(options.configuration.bindings);
  const lambda = createLambda({
    clock,
    dataDir,
    functions,
    onDropped: (name) => onError(`${name} failed for the last time`),
  });
  const calls = counted(lambda.invoke);
  const { invoke } = calls;
  const sqs = createSqs({ clock, dataDir, origin: () => server.origin });
  const sns = createSns({
    dataDir,
    broker: sqs.broker,
    onDropped: (_, reason) => onError(`a publish was not delivered: ${reason}`),
  });
  const dynamoDb = createDynamoDb({ dataDir });
  const secrets = createSecretsManager({ clock, dataDir });
  const s3 = createS3({ clock, dataDir });
  const scheduler = createScheduler({
    ...{ clock, dataDir, invoke },
    onDropped: (name) => onError(`the schedule ${name} failed for the last time`),
  });
  const stepFunctions = createStepFunctions({
    dataDir,
    clock,
    invoke,
    region,
    account,
    onStatusChange: (event) => deliver(invoke, event),
    mayInvoke: mayInvokeBy(options.grants ?? grantsOf(options.library)),
  });
  const server: LocalServer = await startServer({
    port: options.port,
    services: {
      states: stepFunctions.handle,
      sqs: sqs.handle,
      sns: sns.handle,
      lambda: lambda.handle,
      dynamodb: dynamoDb.handle,
      secretsmanager: secrets.handle,
      s3: s3.handle,
      scheduler: scheduler.handle,
      ...world.services,
    },
    simulators: world.handlers,
    mounts: { "/slack": functionUrl(invoke, functionName("chatops")) },
    onError: (error, request) =>
      onError(`${request.method} ${request.path}: ${error instanceof Error ? error.message : String(error)}`),
  });

  const settings = writeSettings(options);
  const realServices = real.some((system) => system === "iam" || system === "identity") ? ["IAM", "STS"] : [];
  const simulated = world.systems.filter((system) => !real.includes(system));
  Object.assign(
    process.env,
    environmentFor({
      origin: server.origin,
      settingsPath: settings.path,
      queueUrl: sqs.queueUrl,
      simulated,
      realServices,
    }),
  );
  await dynamoDb.createTables(Object.values(tables));
  await s3.ensureBucket(bucket);
  // What opens a simulator must open nothing of a real system: there a missing secret is a failed step.
  const simulations = { ...simulatedSecrets, ...simulatedJiraSecrets, ...simulatedSlackSecrets };
  const seeded = Object.entries(simulations).filter(([name]) => !real.includes(name.slice(0, name.indexOf("/"))));
  for (const [name, value] of [...seeded, ...Object.entries(options.secrets ?? {})]) {
    await secrets.ensureSecret(`${secretsPrefix}/${name}`, value);
  }
  const topicArn = await openIntake(sns, sqs);
  await createMachines(options.library);
  const pollers = [
    poller(queues.findings, functionName("dispatcher")),
    ...mirrors.map((mirror) => poller(mirrorQueue(mirror), functionName(`mirror-${mirror}`))),
  ];
  await loaded(functions, onError);
  await stepFunctions.resume();

  return {
    origin: server.origin,
    topicArn,
    clock,
    stepFunctions,
    simulators: world.simulators,
    jira: world.jira,
    slack: world.slack,
    iam: world.iam,
    invoke,
    stateMachines: stateMachineArns,
    async pass(milliseconds) {
      await quiet(() => calls.underWay() + pollers.reduce((sum, one) => sum + one.underWay(), 0));
      clock.advance(milliseconds);
    },
    async stop() {
      await Promise.all(pollers.map((one) => one.stop(grace)));
      await stepFunctions.stop();
      await scheduler.stop();
      await lambda.stop();
      await sqs.stop();
      await server.close(1_000); // functions were told to end; what is left are requests that nobody waits for
      await Promise.all([sns.stop(), dynamoDb.stop(), secrets.stop(), s3.stop()]);
      world.close();
      clock.stop();
      settings.remove();
    },
  };

  function poller(queue: string, name: string) {
    return createPoller({
      broker: sqs.broker,
      queue,
      functionName: name,
      invoke,
      onFailure: (failing, invocation) => {
        if (!invocation.ok) onError(`${failing}: ${invocation.errorType}: ${invocation.errorMessage}`);
      },
      onError: (error) => onError(`${queue}: ${String(error)}`),
    });
  }
}

/** Loads every function now, so that the first finding does not wait for it. */
async function loaded(functions: readonly FunctionDefinition[], onError: (what: string) => void): Promise<void> {
  const loads = await Promise.allSettled(functions.map((definition) => definition.load()));
  for (const [at, load] of loads.entries()) {
    if (load.status === "rejected") onError(`${functions[at]?.name} cannot be loaded: ${String(load.reason)}`);
  }
}

/** The simulated vendors and the organisation's own AWS account. */
function simulatedWorld(options: HostOptions, clock: MovableClock, requestUrl: () => string) {
  const { dataDir } = options;
  const organisation = createOrganisation(clock);
  const iam = createIam({ clock, organisation, dataDir });
  const sts = createSts({ clock, organisation });
  const jira = createJira({ clock, dataDir });
  const slack = createSlack({ clock, dataDir, requestUrl });
  const simulators = createSimulators({
    clock,
    organisation,
    latencyMs: options.latencyMs ?? 0,
    failures: options.failures ?? {},
    ...(options.sleep && { sleep: options.sleep }),
    extra: { iam: iam.handle, sts: sts.handle, jira: jira.handler, slack: slack.handler },
  });
  const systems = simulators.systems.filter((system) => system !== "iam" && system !== "sts");
  const handlerOf = (system: string) => {
    const handler = simulators.handle(system);
    if (handler === undefined) throw new Error(`nobody simulates ${system}`);
    return handler;
  };
  return {
    simulators,
    iam,
    jira,
    slack,
    systems,
    services: { iam: handlerOf("iam"), sts: handlerOf("sts") },
    handlers: Object.fromEntries(systems.map((system) => [system, handlerOf(system)])),
    close() {
      iam.close();
      jira.close();
      slack.close();
    },
  };
}

/** The settings file, as every bundle has it on AWS. */
function writeSettings({ configuration, library, dataDir }: HostOptions): { readonly path: string; remove(): void } {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), "riposte-"));
  const path = join(folder, "settings.json");
  writeFileSync(path, JSON.stringify(settingsFor(configuration, library), null, 2), { mode: 0o600 });
  return {
    path,
    remove() {
      if (dataDir === null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A status change reaches `ending` at least once: a failure is thrown, and the event is delivered again. */
async function deliver(invoke: Invoke, event: unknown): Promise<void> {
  const answer = await invoke(functionName("ending"), event);
  if (!answer.ok) throw new Error(`ending failed: ${answer.errorType}: ${answer.errorMessage}`);
}
