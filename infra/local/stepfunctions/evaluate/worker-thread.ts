// The other side of `worker.ts`: runs one program at a time and may be ended at any moment.
import { parentPort } from "node:worker_threads";
import { parse } from "./expression.ts";
import type { Question } from "./worker.ts";

parentPort?.on("message", async ({ text, bindings, now }: Question) => {
  parentPort?.postMessage(await parse(text).run(bindings, now));
});
parentPort?.postMessage("ready");
