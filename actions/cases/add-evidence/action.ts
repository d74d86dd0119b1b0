// Puts what the steps found onto the case, failed ones included: what is missing, and why, is evidence too.
import * as z from "zod";
import { defineAction, evidence, seconds, text } from "../../kit/contract/index.ts";
import { caseWrite } from "../permissions.ts";

export const addEvidence = defineAction({
  id: "cases.add-evidence",
  title: "Put evidence onto the case",
  docs: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html",
  effect: "record",
  input: z.object({ sections: z.array(evidence).min(1).max(60) }),
  output: z.object({
    /** The id of the entry on the case. */
    entry: text(300),
  }),
  secrets: {},
  hosts: [],
  permissions: caseWrite,
  repeat: { by: "natural" },
  wouldDo: ({ sections }) => ({
    sentence: `would put the outcomes of ${sections.length} steps onto the case`,
    output: { entry: "dry-run:evidence" },
  }),
  limits: { timeout: seconds(10), typical: seconds(0.05), output: 512 },
  examples: [
    {
      title: "one source answered and one did not",
      input: {
        sections: [
          evidence.parse({
            step: "abuseipdb",
            action: "abuseipdb.check-ip",
            status: "succeeded",
            output: { score: 98, reports: 412 },
            error: null,
            simulated: false,
          }),
          evidence.parse({
            step: "virustotal",
            action: "virustotal.check-ip",
            status: "failed",
            output: null,
            error: { name: "RateLimited", cause: "virustotal answered 429" },
            simulated: false,
          }),
        ],
      },
      output: { entry: "evidence:5f0c1d2e/evidence" },
    },
  ],
});
