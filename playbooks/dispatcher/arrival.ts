// A finding as the case store takes it: where it goes, what it brings, and the case it would open.
import { inertLine } from "../../actions/kit/contract/index.ts";
import { type Arrival, type Aside, nameOf } from "../../actions/kit/runtime/case-store/index.ts";
import { bringsOf, contentOf, newsOf } from "./identity.ts";
import type { Plan } from "./plan.ts";
import { digestOfText } from "./raw-message.ts";

export function arrivalOf(plan: Plan): Arrival {
  const { request, name, playbook, entity, execution, run, suppression, passes } = plan;
  const { finding, mode, now, text } = request;
  const repeats = playbook?.repeats ?? null;
  return {
    finding: name,
    entity: entity === null || repeats === null ? null : { name: entity, withinSeconds: repeats.withinSeconds },
    brings: bringsOf(finding),
    news: newsOf(finding),
    raw: digestOfText(text),
    content: contentOf(finding),
    now,
    head: headOf(plan, finding.title, playbook?.id ?? "none"),
    entry: findingEntry(plan),
    run: execution === null ? null : { execution, run },
    aside: suppression === null ? null : suppressed(plan, suppression),
    storm:
      repeats === null || playbook === null || passes
        ? null
        : { name: `${playbook.id}/${mode}`, over: repeats.storm.over, inSeconds: repeats.storm.inSeconds },
    overflow: playbook === null ? null : overflow(plan, playbook.id, playbook.title),
  };
}

export const findingEntry = ({ request: { finding, now }, name }: Plan): Arrival["entry"] => ({
  kind: "finding",
  id: `finding:${name}`,
  at: now.toISOString(),
  simulated: false,
  finding: finding.id,
  source: inertLine(finding.source),
  title: inertLine(finding.title),
  severity: finding.severity,
});

function headOf({ request: { finding, mode } }: Plan, title: string, playbook: string): Arrival["head"] {
  const { kind, account, severity } = finding;
  const said = inertLine(mode === "dry-run" ? `dry run: ${title}` : title).slice(0, 300);
  return { title: said, kind, playbook, account, severity };
}

function suppressed(plan: Plan, { id, reason, from, until }: NonNullable<Plan["suppression"]>): Aside {
  const { mode, now } = plan.request;
  return {
    how: "suppressed",
    name: nameOf(["suppressed", id, from, mode]),
    withinSeconds: Math.max((Date.parse(until) - now.getTime()) / 1_000, 1),
    head: headOf(plan, `Suppressed by ${id}: ${reason}`, "none"),
  };
}

const day = 86_400;

const overflow = (plan: Plan, playbook: string, title: string): Aside => ({
  how: "overflow",
  name: nameOf(["overflow", playbook, plan.request.mode]),
  withinSeconds: day,
  head: headOf(plan, `Storm of findings for ${title}: only counted`, "none"),
});
