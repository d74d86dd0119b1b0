// Splunk serves it.
import { implement } from "../../kit/runtime/implement.ts";
import { splunkSearch } from "../splunk-search.ts";
import { splunk } from "../vendors.ts";
import { eventsByIp } from "./action.ts";
import { answer } from "./answer.ts";

export const handler = implement(eventsByIp, splunk, ({ input, secrets, http }) =>
  answer(splunkSearch(http, secrets), input),
);
