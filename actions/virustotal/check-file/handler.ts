// Asks VirusTotal about the hash of a file.
import { implement } from "../../kit/runtime/implement.ts";
import { moment, words } from "../../kit/runtime/observed.ts";
import { type File, findFile } from "../client.ts";
import { judged } from "../judged.ts";
import { checkFile } from "./action.ts";

export const handler = implement(checkFile, async ({ input, secrets, http }) => {
  const found: File = (await findFile(http, await secrets.apiKey(), input.hash.toLowerCase())) ?? {};
  return {
    ...judged(found),
    sha256: found.sha256 ?? null,
    name: words(found.meaningful_name, 200),
    kind: words(found.type_description, 120),
    size: found.size ?? null,
    firstSeenAt: moment(found.first_submission_date),
    threat: words(found.popular_threat_classification?.suggested_threat_label, 200),
  };
});
