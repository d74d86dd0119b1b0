// From VirusTotal's attributes to a judgement, the same for everything that it judges.
import { moment, words } from "../kit/runtime/observed.ts";
import type { Address } from "./client.ts";

type Judged = Pick<Address, "last_analysis_stats" | "last_analysis_date" | "reputation" | "tags">;

export const judged = (found: Judged) => ({
  seen: found.last_analysis_stats !== undefined,
  malicious: found.last_analysis_stats?.malicious ?? 0,
  suspicious: found.last_analysis_stats?.suspicious ?? 0,
  harmless: found.last_analysis_stats?.harmless ?? 0,
  undetected: found.last_analysis_stats?.undetected ?? 0,
  reputation: found.reputation ?? 0,
  analysedAt: moment(found.last_analysis_date),
  tags: (found.tags ?? []).slice(0, 20).map((tag) => words(tag, 60) ?? ""),
});
