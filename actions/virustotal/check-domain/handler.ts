// Asks VirusTotal about a domain.
import { implement } from "../../kit/runtime/implement.ts";
import { moment, plainDomain, words } from "../../kit/runtime/observed.ts";
import { findDomain } from "../client.ts";
import { judged } from "../judged.ts";
import { checkDomain } from "./action.ts";

export const handler = implement(checkDomain, async ({ input, secrets, http }) => {
  const found = (await findDomain(http, await secrets.apiKey(), plainDomain(input.domain))) ?? {};
  return { ...judged(found), registrar: words(found.registrar, 200), createdAt: moment(found.creation_date) };
});
