// A conditional write: what is there already stays as it is.
import { handler } from "../../../actions/ip-database/add-if-absent/handler.ts";
import { handler as find } from "../../../actions/ip-database/find/handler.ts";
import { aCall } from "../support/world.ts";
import type { RecordRow } from "./record.ts";

export const addIfAbsent: RecordRow = {
  action: "ip-database.add-if-absent",
  handler,
  input: { ip: "203.0.113.99", source: "finding-1" },
  repeat: "natural",
  at: ({ dynamo }) => ({
    lose: () => dynamo.loses("PutItem"),
    async effects() {
      const answer = await find({ input: { ip: "203.0.113.99" }, call: aCall() });
      return (answer as { output: { source: string } }).output.source === "finding-1" ? 1 : 0;
    },
  }),
};
