// Programs that could hold the thread in one native call, as a catastrophic regular expression does, run in a worker
// that is ended after a second. One worker, started when first needed; programs wait for each other.
import { Worker } from "node:worker_threads";
import type { Bindings, Result } from "./expression.ts";

export interface Question {
  readonly text: string;
  readonly bindings: Bindings;
  readonly now: number;
}

const patience = 1_000;

const stopped: Result = { kind: "threw", message: "U1001: Expression evaluation timeout: Check for infinite loop" };

export class EvaluationWorker {
  #worker: Promise<Worker> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  run(question: Question): Promise<Result> {
    const answer = this.#last.then(() => this.#ask(question));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await (await worker)?.terminate();
  }

  async #ask(question: Question): Promise<Result> {
    this.#worker ??= startWorker();
    const worker = await this.#worker;
    return new Promise((resolve) => {
      const done = (result: Result) => {
        clearTimeout(deadline);
        worker.removeAllListeners();
        resolve(result);
      };
      const giveUp = () => {
        this.#worker = null;
        void worker.terminate();
        done(stopped);
      };
      const deadline = setTimeout(giveUp, patience);
      worker.once("message", done);
      worker.once("error", giveUp);
      worker.once("exit", giveUp);
      worker.postMessage(question);
    });
  }
}

function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL("./worker-thread.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  worker.unref();
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", () => {
      worker.removeAllListeners();
      resolve(worker);
    });
  });
}
