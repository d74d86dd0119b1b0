// Elasticsearch serves it.
import { implement } from "../../kit/runtime/implement.ts";
import { elasticSearch } from "../ask.ts";
import { elastic } from "../vendors.ts";
import { eventsByPrincipal } from "./action.ts";
import { answer } from "./answer.ts";

export const handler = implement(eventsByPrincipal, elastic, ({ input, secrets, http }) =>
  answer(elasticSearch(http, secrets), input),
);
