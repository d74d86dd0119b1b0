// OpenSearch serves it.
import { implement } from "../../kit/runtime/implement.ts";
import { openSearch } from "../ask.ts";
import { opensearch } from "../vendors.ts";
import { webRequests } from "./action.ts";
import { answer } from "./answer.ts";

export const handler = implement(webRequests, opensearch, ({ input, secrets, http }) =>
  answer(openSearch(http, secrets), input),
);
