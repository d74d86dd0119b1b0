// Lesson 1: one step
//
// A playbook is a plain function that records steps. Its first argument is the finding, its second the playbook's
// settings, its third the words it may use. The finding does not exist yet: `finding.sourceIp` is a typed reference to
// what it will be, so it can be passed on, and nothing else can be done with it.
//
// The verb of a step is its effect, because that is what a reviewer looks for first. `record` writes in the team's own
// systems. A step has an id, which is the name that the AWS console, the case, Slack and the source all use; an action,
// which says what is done and by which system; and the action's input.
//
// Try `finding.sourceIP` or leave the input out: both are compile errors on the line that is wrong.
import * as z from "zod";
import { ipDatabase } from "../../actions/index.ts";
import { ImpossibleTravel } from "../../playbooks/findings/impossible-travel.ts";
import { definePlaybook } from "../../playbooks/language/index.ts";

export default definePlaybook({
  id: "one-step",
  title: "Remember the address",
  owner: "detection",
  techniques: [],
  manualMinutes: 1,
  finding: ImpossibleTravel,
  settings: z.object({}),

  steps(finding, _settings, { record }) {
    record("remember-ip", ipDatabase.addIfAbsent, { ip: finding.sourceIp, source: finding.id });
  },
});
