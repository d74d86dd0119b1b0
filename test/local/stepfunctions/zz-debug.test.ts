// A run can be cut at any entry of its journal: what was finished is not repeated, and the end is the same.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, expect, test } from "vitest";
import { testClock } from "../../../infra/local/clock.ts";
import { type LocalFunction, startHost } from "./support/host.ts";
import { create, ended, history, invoke, machine, recorded, start } from "./support/machines.ts";

const directory = mkdtempSync(join(tmpdir(), "riposte-resume-"));
afterAll(() => rmSync(directory, { recursive: true }));
let copies = 0;

const failing = (name: string) => Object.assign(new Error("not now"), { name });

/** Every kind of state, with retries, catches, nesting and variables. */
const everything = machine({
  Begin: { Type: "Pass", Assign: { base: "{% $states.input.n %}", id: "{% $uuid() %}" }, Next: "Side by side" },
  "Side by side": {
    Type: "Parallel",
    Arguments: { n: "{% $base %}", random: "{% $random() %}" },
    Branches: [
      {
        StartAt: "Once",
        States: {
          Once: {
            ...invoke("once", { key: "{% $id & '/once' %}", n: "{% $states.input.n %}" }),
            Output: "{% $states.result.Payload %}",
            Next: "Twice",
          },
          Twice: {
            ...invoke("flaky", { key: "{% $id & '/flaky' %}", retry: "{% $states.context.State.RetryCount %}" }),
            Retry: [{ ErrorEquals: ["RateLimited"], IntervalSeconds: 1, JitterStrategy: "FULL" }],
            Assign: { inner: "{% $states.result.Payload %}" },
            Output: "{% $states.result.Payload %}",
            Next: "Inner",
          },
          Inner: { Type: "Pass", Output: "{% {'inner': $inner, 'input': $states.input} %}", End: true },
        },
      },
      {
        StartAt: "Never",
        States: {
          Never: {
            ...invoke("never", { key: "{% $id & '/never' %}" }),
            Catch: [{ ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput.Error %}", Next: "Landed" }],
            End: true,
          },
          Landed: { Type: "Wait", Seconds: 1, End: true },
        },
      },
    ],
    Assign: { both: "{% $states.result %}" },
    Next: "Each",
  },
  Each: {
    Type: "Map",
    Items: "{% [1..5] %}",
    MaxConcurrency: 2,
    ItemSelector: { value: "{% $states.context.Map.Item.Value * $base %}" },
    ItemProcessor: {
      StartAt: "Item",
      States: {
        Item: {
          ...invoke("once", {
            key: "{% $id & '/item/' & $states.context.Map.Item.Index %}",
            n: "{% $states.input.value %}",
          }),
          Output: "{% $states.result.Payload %}",
          End: true,
        },
      },
    },
    Next: "Fails as a whole",
  },
  "Fails as a whole": {
    Type: "Parallel",
    Branches: [
      { StartAt: "Long", States: { Long: { Type: "Wait", Seconds: 86_400, End: true } } },
      { StartAt: "Broken", States: { Broken: { ...invoke("never", { key: "{% $id & '/broken' %}" }), End: true } } },
    ],
    Retry: [{ ErrorEquals: ["Broken"], MaxAttempts: 1, IntervalSeconds: 2 }],
    Catch: [
      {
        ErrorEquals: ["Broken"],
        Assign: { why: "{% $states.errorOutput.Error %}" },
        Output: "{% $states.input %}",
        Next: "Which",
      },
    ],
    Next: "Which",
  },
  Which: { Type: "Choice", Choices: [{ Condition: "{% $why = 'Broken' %}", Next: "Ask" }], Default: "Wrong" },
  Ask: {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Arguments: { FunctionName: "ask", Payload: { token: "{% $states.context.Task.Token %}" } },
    TimeoutSeconds: 864_000,
    Next: "Done",
  },
  Wrong: { Type: "Fail", Error: "Wrong" },
  Done: { Type: "Succeed", Output: { items: "{% $states.input.answer %}", both: "{% $both %}", why: "{% $why %}" } },
});

/** Functions, and how often each call of theirs came to its end. */
function counted() {
  const finished: string[] = [];
  const functions: Record<string, LocalFunction> = {
    once({ key, n }: { key: string; n: number }) {
      finished.push(key);
      return n * 10;
    },
    flaky({ key, retry }: { key: string; retry: number }) {
      finished.push(`${key}/${retry}`);
      if (retry < 2) throw failing("RateLimited");
      return "at last";
    },
    never({ key }: { key: string }) {
      finished.push(key);
      throw failing("Broken");
    },
    ask: () => "asked",
  };
  return { finished, functions };
}

/** A directory with the journal of a finished run, cut after entry `seq`. */
function cutAfter(source: string, seq: number): string {
  const target = mkdtempSync(join(directory, `cut-${++copies}-`));
  const original = new DatabaseSync(join(source, "stepfunctions.db"), { readOnly: true });
  original.exec(`VACUUM INTO '${join(target, "stepfunctions.db")}'`);
  original.close();
  const copy = new DatabaseSync(join(target, "stepfunctions.db"));
  copy.prepare("DELETE FROM events WHERE key % 1048576 > ?").run(seq);
  copy.exec("UPDATE executions SET status = 'RUNNING', stopped = NULL, output = NULL; DELETE FROM outbox");
  copy.close();
  return target;
}

/** Runs to the end, from the start or from what the directory holds, the question answered once it is asked. */
async function finish(dataDir: string, first: boolean) {
  const clock = testClock(Date.UTC(2026, 0, 1));
  const { finished, functions } = counted();
  const { client, stop } = await startHost({ dataDir, clock, functions, jitter: () => 0.5 });
  const executionArn = first
    ? await start(client, await create(client, everything, "everything"), { n: 3 }, "run")
    : "arn:aws:states:us-east-1:000000000000:execution:everything:run";
  const moving = setInterval(() => clock.advance(1_000), 1);
  const answered = recorded(client, executionArn, "TaskSubmitted").then(() => answer(client, executionArn));
  const t = setTimeout(() => { const d = new DatabaseSync(join(dataDir, "stepfunctions.db"), { readOnly: true }); process.stderr.write("HANG " + JSON.stringify(d.prepare("SELECT key % 1048576 AS seq, id, previous, type, at, scope, substr(details,1,200) as d, aside FROM events ORDER BY key DESC LIMIT 12").all(), null, 1) + JSON.stringify(d.prepare("SELECT * FROM executions").all()) + "now " + clock.now()); }, 15000);
  const execution = await ended(client, executionArn);
  clearTimeout(t);
  if (execution.status === "SUCCEEDED") await answered;
  clearInterval(moving);
  await stop();
  return { execution, finished };
}

async function answer(client: SFNClient, executionArn: string): Promise<void> {
  const events = await history(client, executionArn);
  const asked = events.find((event) => event.taskScheduledEventDetails?.resource === "invoke.waitForTaskToken");
  const { Payload } = JSON.parse(asked?.taskScheduledEventDetails?.parameters as string);
  const sent = client.send(
    new SendTaskSuccessCommand({ taskToken: Payload.token, output: JSON.stringify({ answer: "yes" }) }),
  );
  // A run cut after the answer has it already.
  await sent.catch((error: Error) => expect(error.name).toBe("TaskTimedOut"));
}

test("a run cut at any entry of its journal ends as it would have, and repeats nothing that was finished", async () => {
  const source = mkdtempSync(join(directory, "whole-"));
  const whole = await finish(source, true);
  expect(whole.execution.status).toBe("SUCCEEDED");
  const database = new DatabaseSync(join(source, "stepfunctions.db"));
  const entries = database.prepare("SELECT key % 1048576 AS seq, type FROM events ORDER BY key").all() as {
    seq: number;
    type: string;
  }[];
  database.close();
  for (const { seq, type } of entries.slice(0, -1)) {
    // Written in one turn with the entry before it, so no crash can come between.
    const next = entries[seq]?.type ?? "";
    if (/Aborted$/.test(type) || /Aborted$/.test(next) || next === "#Failed") continue;
    const { execution, finished } = await finish(cutAfter(source, seq), false);
    const at = `cut after entry ${seq}, ${type}`;
    expect(execution.status, `${at}: ${execution.cause}`).toBe("SUCCEEDED");
    expect(JSON.parse(execution.output as string), at).toEqual(JSON.parse(whole.execution.output as string));
    const done = entries.filter(
      (entry) => entry.seq <= seq && /^Task(Succeeded|Failed|Submitted)$/.test(entry.type),
    ).length;
    expect(finished.length, at).toBe(whole.finished.length - Math.min(done, whole.finished.length));
  }
}, 120_000);
