// Writes our judgement onto the case. Clean is earned: it is refused unless every source it rests on has answered.
import * as z from "zod";
import { defineAction, evidence, seconds, verdict } from "../../kit/contract/index.ts";
import { caseJudgement } from "../permissions.ts";

export const setVerdict = defineAction({
  id: "cases.set-verdict",
  title: "Set the verdict of the case",
  docs: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html",
  effect: "record",
  input: z.object({ verdict, because: z.array(evidence).max(60) }),
  output: z.object({ verdict }),
  secrets: {},
  hosts: [],
  permissions: caseJudgement,
  repeat: { by: "natural" },
  wouldDo: (input) => ({
    sentence: `would set the verdict of the case to ${input.verdict}`,
    output: { verdict: input.verdict },
  }),
  limits: { timeout: seconds(10), typical: seconds(0.05), output: 128 },
  examples: [
    {
      title: "clean, because the address is our own VPN's and nobody reports it",
      input: {
        verdict: "clean",
        because: [
          evidence.parse({
            step: "travel",
            action: "geo.compare-logins",
            status: "succeeded",
            output: { explained: true },
            error: null,
            simulated: false,
          }),
        ],
      },
      output: { verdict: "clean" },
    },
  ],
});
