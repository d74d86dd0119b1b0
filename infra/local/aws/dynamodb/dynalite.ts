// dynalite, called directly: its HTTP layer throws out of its own callbacks and would take the process with it, its
// operations underneath answer through a callback.
import { createRequire } from "node:module";
import db, { type Store } from "dynalite/db/index.js";
import validations from "dynalite/validations/index.js";
import { AwsError } from "../protocol/aws-error.ts";

export interface Dynalite {
  /** Rejects with an AwsError for what DynamoDB refuses. */
  call(operation: Operation, input: object): Promise<object>;
  /** Makes a table usable at once. dynalite does so by a timer, and a process killed before that leaves it unusable. */
  activate(table: string): Promise<void>;
  close(): Promise<void>;
}

export const operations = [
  "BatchGetItem",
  "BatchWriteItem",
  "CreateTable",
  "DeleteItem",
  "DeleteTable",
  "DescribeTable",
  "DescribeTimeToLive",
  "GetItem",
  "ListTables",
  "ListTagsOfResource",
  "PutItem",
  "Query",
  "Scan",
  "TagResource",
  "UntagResource",
  "UpdateItem",
  "UpdateTable",
] as const;
export type Operation = (typeof operations)[number];

type Act = (store: Store, input: object, answer: (error: unknown, output?: object) => void) => void;
interface Validation {
  readonly types: object;
  readonly custom?: unknown;
}

const require = createRequire(import.meta.url);
const room = (folder: string, operation: Operation): string =>
  `dynalite/${folder}/${operation.charAt(0).toLowerCase()}${operation.slice(1)}.js`;

/** @param path the directory of its LevelDB, or null for memory. */
export function openDynalite(path: string | null): Dynalite {
  const store = db.create({
    ...(path === null ? {} : { path }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  return {
    call: async (operation, input) => {
      const checked = check(store, operation, input);
      const act: Act = require(room("actions", operation));
      return new Promise((resolve, reject) => {
        act(store, checked, (error, output) => (error ? reject(refusalOf(error) ?? error) : resolve(output ?? {})));
      });
    },
    activate: (name) =>
      new Promise((resolve, reject) => {
        const done = (error: Error | null): void => (error ? reject(error) : resolve());
        store.tableDb.get(name, (error, table) => {
          if (error || !table || table.TableStatus !== "CREATING") return done(error);
          return store.tableDb.put(name, { ...table, TableStatus: "ACTIVE" }, done);
        });
      }),
    close: () =>
      new Promise((resolve, reject) => {
        store.db.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

function check(store: Store, operation: Operation, input: object): object {
  const { types, custom }: Validation = require(room("validations", operation));
  try {
    const checked = validations.checkTypes(input, types);
    validations.checkValidations(checked, types, custom, store);
    return checked;
  } catch (error) {
    // dynalite's checks stumble over some shapes that DynamoDB refuses; nothing has been touched by then.
    throw refusalOf(error) ?? malformed();
  }
}

const malformed = (): AwsError =>
  new AwsError("ValidationException", "the request does not have the shape its operation takes", {
    type: "com.amazon.coral.validate#ValidationException",
  });

/** dynalite marks a refusal with the status and body of its answer; anything else is a fault. */
function refusalOf(error: unknown): AwsError | null {
  if (!(error instanceof Error) || !("statusCode" in error) || !("body" in error)) return null;
  const body = error.body as { readonly __type: string; readonly message?: string; readonly Message?: string };
  const code = body.__type.split("#").at(-1) ?? body.__type;
  return new AwsError(code, body.message ?? body.Message ?? "", {
    status: Number(error.statusCode),
    type: body.__type,
  });
}
