// How each vendor is asked: its secrets become a search, and everything else is the same for all.
import type { Http } from "../kit/runtime/http.ts";
import { ecsSearch } from "./ecs-client.ts";
import type { Search } from "./question.ts";

type Read<Name extends string> = { readonly [one in Name]: () => Promise<string> };

export const elasticSearch = (http: Http, { apiKey }: Read<"apiKey">): Search =>
  ecsSearch(http, async () => `ApiKey ${await apiKey()}`);

export const openSearch = (http: Http, { user, password }: Read<"user" | "password">): Search =>
  ecsSearch(http, async () => {
    const pair = `${await user()}:${await password()}`;
    return `Basic ${Buffer.from(pair).toString("base64")}`;
  });
