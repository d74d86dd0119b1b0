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

  #running(): Promise<Worker> {
    this.#worker ??= startWorker().catch((error) => {
      this.#worker = null;
      throw error;
    });
    return this.#worker;
  }

  async #ask(question: Question): Promise<Result> {
    const worker = await this.#running();
    return new Promise((resolve) => {
      let open = true;
      const done = (result: Result) => {
        open = false;
        clearTimeout(deadline);
        worker.off("message", done).off("exit", giveUp);
        resolve(result);
      };
      const giveUp = () => {
        if (!open) return;
        this.#worker = null;
        void worker.terminate();
        done(stopped);
      };
      // The answer may be there already, behind a thread that was busy itself: it gets one turn more.
      const deadline = setTimeout(() => setImmediate(giveUp), patience);
      worker.on("message", done).on("exit", giveUp);
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
    // Out of memory, for one: it exits after that, which is what those who wait listen for.
    worker.on("error", reject);
    worker.once("message", () => resolve(worker));
  });
}
