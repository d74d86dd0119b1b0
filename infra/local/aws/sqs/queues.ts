// The queues themselves: made, found, changed, deleted. The table is small and read on every call, so it is held in memory
// beside the file.
import { arnOf } from "../names.ts";
import type { Store } from "../store/store.ts";
import { type Attributes, checkAttributes, type RedrivePolicy, redrivePolicyOf, withUsual } from "./attributes.ts";
import { invalidParameter, invalidValue, queueDoesNotExist, queueNameExists } from "./errors.ts";

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly attributes: Attributes;
  readonly redrive: RedrivePolicy | null;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface Queues {
  find(name: string): Queue | undefined;
  /** Throws QueueDoesNotExist. */
  get(name: string): Queue;
  list(): readonly Queue[];
  /** Makes the queue, or finds it when it has the same attributes; else QueueNameExists. */
  create(name: string, attributes: Attributes, now: number): Promise<Queue>;
  change(name: string, attributes: Attributes, now: number): Promise<Queue>;
  remove(name: string): Promise<void>;
}

export function createQueues(store: Store): Queues {
  const byName = new Map<string, Queue>();
  for (const row of store.all("SELECT * FROM queues")) {
    const queue = queueOf(
      String(row.name),
      JSON.parse(String(row.attributes)),
      Number(row.created_at),
      Number(row.modified_at),
    );
    byName.set(queue.name, queue);
  }
  const get = (name: string): Queue => {
    const queue = byName.get(name);
    if (!queue) throw queueDoesNotExist();
    return queue;
  };
  const keep = async (queue: Queue): Promise<Queue> => {
    byName.set(queue.name, queue);
    const { name, createdAt, modifiedAt } = queue;
    const row = { name, attributes: JSON.stringify(queue.attributes), created_at: createdAt, modified_at: modifiedAt };
    await store.write(() => store.put("queues", row));
    return queue;
  };
  return {
    find: (name) => byName.get(name),
    get,
    list: () => [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    create: async (name, attributes, now) => {
      const fifo = checkName(name, attributes);
      checkAttributes(attributes, fifo);
      const existing = byName.get(name);
      if (existing) return sameOrRefused(existing, attributes);
      const queue = queueOf(name, withUsual(attributes, fifo), now, now);
      checkRedrive(byName, queue);
      return keep(queue);
    },
    change: async (name, attributes, now) => {
      const queue = get(name);
      checkAttributes(attributes, queue.fifo);
      const changed = queueOf(
        name,
        withUsual({ ...queue.attributes, ...attributes }, queue.fifo),
        queue.createdAt,
        now,
      );
      checkRedrive(byName, changed);
      return keep(changed);
    },
    remove: async (name) => {
      byName.delete(name);
      await store.write(() => {
        for (const table of ["messages", "deduplications"]) store.run(`DELETE FROM ${table} WHERE queue = ?`, name);
        store.run("DELETE FROM queues WHERE name = ?", name);
      });
    },
  };
}

function queueOf(name: string, attributes: Attributes, createdAt: number, modifiedAt: number): Queue {
  const fifo = attributes.FifoQueue === "true";
  return {
    name,
    arn: arnOf.queue(name),
    fifo,
    attributes,
    redrive: redrivePolicyOf(attributes),
    createdAt,
    modifiedAt,
  };
}

function checkName(name: string, attributes: Attributes): boolean {
  const fifo = attributes.FifoQueue === "true";
  if (fifo && !(name.length <= 80 && /^[A-Za-z0-9_-]+\.fifo$/.test(name))) {
    throw invalidParameter(
      "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
    );
  }
  if (!fifo && !/^[A-Za-z0-9_-]{1,80}$/.test(name)) {
    throw invalidParameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  }
  return fifo;
}

function sameOrRefused(existing: Queue, attributes: Attributes): Queue {
  const different = Object.entries(attributes).find(([name, value]) => (existing.attributes[name] ?? "") !== value);
  if (different) throw queueNameExists(different[0]);
  return existing;
}

function checkRedrive(queues: ReadonlyMap<string, Queue>, queue: Queue): void {
  if (!queue.redrive) return;
  const text = queue.attributes.RedrivePolicy ?? "";
  const target = queues.get(queue.redrive.deadLetterQueue);
  if (!target) throw invalidValue(text, "RedrivePolicy", "Dead letter target does not exist.");
  if (target.fifo !== queue.fifo)
    throw invalidValue(text, "RedrivePolicy", "Dead letter queue must be same type of queue as the source.");
}
