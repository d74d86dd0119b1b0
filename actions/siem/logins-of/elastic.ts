// Elasticsearch serves it.
import { implement } from "../../kit/runtime/implement.ts";
import { elasticSearch } from "../ask.ts";
import { elastic } from "../vendors.ts";
import { loginsOf } from "./action.ts";
import { answer } from "./answer.ts";

export const handler = implement(loginsOf, elastic, ({ input, secrets, http }) =>
  answer(elasticSearch(http, secrets), input),
);
