// dynalite ships no types; these are the parts of it that this host calls.
declare module "dynalite/db/index.js" {
  export interface Table {
    readonly TableStatus: string;
  }
  export interface TableDb {
    get(name: string, callback: (error: Error | null, table?: Table) => void): void;
    put(name: string, table: Table, callback: (error: Error | null) => void): void;
  }
  export interface Store {
    readonly tableDb: TableDb;
    readonly db: { close(callback: (error?: Error | null) => void): void };
  }
  export interface CreateOptions {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }
  const db: { create(options: CreateOptions): Store };
  export default db;
}

declare module "dynalite/validations/index.js" {
  import type { Store } from "dynalite/db/index.js";

  const validations: {
    checkTypes(data: object, types: object): object;
    checkValidations(data: object, types: object, custom: unknown, store: Store): void;
  };
  export default validations;
}
