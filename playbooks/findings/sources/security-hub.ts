// Security Hub's events: a list of findings in EventBridge's envelope, in ASFF or, from the newer Security Hub, in OCSF;
// and a finding of either format that comes bare.
import { asffDraft, isAsff } from "./asff.ts";
import { isOcsf, ocsfDraft } from "./ocsf.ts";
import { at, type Fields, isFields, listOf, type Reading, type Source } from "./source.ts";

/** `findings` in an event, `Findings` in what the API answers. */
const listed = (message: Fields): readonly unknown[] =>
  [at(message, "detail", "findings"), message.Findings].filter(Array.isArray).flatMap(listOf);

export const securityHub: Source = {
  name: "security-hub",
  recognises: (message) =>
    (message.source === "aws.securityhub" && isFields(message.detail)) ||
    (Array.isArray(message.Findings) && message.Findings.some((one) => isFields(one) && isAsff(one))),
  read: (message) => listed(message).map(reading),
};

export const asff: Source = { name: "asff", recognises: isAsff, read: (message) => [{ draft: asffDraft(message) }] };

export const ocsf: Source = { name: "ocsf", recognises: isOcsf, read: (message) => [{ draft: ocsfDraft(message) }] };

/** Security Hub puts its own findings of either format into one kind of event. */
function reading(finding: unknown): Reading {
  const fields = isFields(finding) ? finding : {};
  const draft = isOcsf(fields) ? ocsfDraft(fields) : asffDraft(fields);
  return { draft: { ...draft, envelope: { ...draft.envelope, source: "security-hub" } } };
}
