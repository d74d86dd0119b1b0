// Asks IAM for the last use of one key.
import { implement } from "../../kit/runtime/implement.ts";
import { words } from "../../kit/runtime/observed.ts";
import { lastUseOf } from "../client.ts";
import { findKeyUse } from "./action.ts";

export const handler = implement(findKeyUse, async ({ input, signal }) => {
  const { userName, at, service, region } = await lastUseOf(input.accessKeyId, signal);
  return { userName: words(userName, 128), lastUsed: at, service: words(service, 100), region: words(region, 40) };
});
