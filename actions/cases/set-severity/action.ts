// Says how bad the case is. Mirrors raise or lower their ticket with it.
import * as z from "zod";
import { defineAction, seconds, severity, text } from "../../kit/contract/index.ts";
import { caseJudgement } from "../permissions.ts";

export const setSeverity = defineAction({
  id: "cases.set-severity",
  title: "Set the severity of the case",
  docs: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html",
  effect: "record",
  input: z.object({ severity, reason: text(300).default("the playbook set it") }),
  output: z.object({ severity }),
  secrets: {},
  hosts: [],
  permissions: caseJudgement,
  repeat: { by: "natural" },
  wouldDo: (input) => ({
    sentence: `would set the severity of the case to ${input.severity}`,
    output: { severity: input.severity },
  }),
  limits: { timeout: seconds(10), typical: seconds(0.05), output: 128 },
  examples: [
    {
      title: "nobody decided in time",
      input: { severity: "critical", reason: "nobody decided in time" },
      output: { severity: "critical" },
    },
  ],
});
