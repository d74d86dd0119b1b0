// What every SQS operation reads first: the queue its URL names.
import * as z from "zod";
import type { Broker } from "../broker.ts";
import { queueDoesNotExist } from "../errors.ts";
import type { Queue } from "../queues.ts";

export const queueUrl = z.string().optional();

/** The queue whose name ends the URL; its host and port may be those of an earlier start. */
export function queueAt(broker: Broker, url: string | undefined): Queue {
  const name = url?.split("?")[0]?.split("/").at(-1);
  if (!name) throw queueDoesNotExist();
  return broker.queues.get(name);
}
