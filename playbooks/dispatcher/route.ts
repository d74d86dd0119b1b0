// What would happen to a finding that came now, and why: the dispatcher's own plan, in words. Nothing is written.
import type { Settings } from "../../actions/kit/contract/index.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { entitiesInWords, type Finding } from "../findings/index.ts";
import { arrivalOf } from "./arrival.ts";
import { planOf } from "./plan.ts";
import { againstSuppression, suppressionInWords } from "./suppress.ts";

export interface Route {
  readonly finding: Pick<Finding, "id" | "source" | "kind" | "title" | "severity">;
  readonly format: string;
  /** Why it is not of the kind that its detection is of; null when it is. */
  readonly unfit: string | null;
  readonly names: string;
  /** What speaks against believing it. `forbids`: nothing is contained because of it. */
  readonly doubts: readonly { readonly sentence: string; readonly forbids: boolean }[];
  /** The rule that hides it, and why; null when none does. */
  readonly suppression: { readonly id: string; readonly why: string } | null;
  /** Rules that might be thought to hide it and do not, each with why. */
  readonly notSuppressed: readonly { readonly id: string; readonly why: readonly string[] }[];
  readonly playbook: string | null;
  readonly because: readonly string[];
  /** What joins findings to one case: null when each stands alone. */
  readonly repeats: string | null;
  /** What a storm would do to it. */
  readonly storm: string | null;
  /** The open case that it would join, or where it has been already; null when nobody was asked or there is none. */
  readonly stands: string | null;
}

export interface Routed {
  readonly finding: Finding;
  readonly format: string;
  readonly unfit: string | null;
}

export function routeOf({ finding, format, unfit }: Routed, settings: Settings, now: Date): Route {
  const plan = planOf({ finding, unfit, text: "", requestedBy: null, mode: "live", attempt: 1, now }, null, settings);
  const { playbook, suppression } = plan;
  const { id, source, kind, title, severity } = finding;
  const others = (settings.suppressions ?? []).filter((rule) => rule !== suppression);
  return {
    finding: { id, source, kind, title, severity },
    format,
    unfit,
    names: entitiesInWords(finding),
    doubts: plan.doubts,
    suppression: suppression === null ? null : { id: suppression.id, why: suppressionInWords(suppression) },
    notSuppressed: others.map((rule) => ({ id: rule.id, why: againstSuppression(finding, rule, now) })),
    playbook: playbook?.id ?? null,
    because: plan.because,
    repeats:
      playbook?.repeats == null || plan.entity === null
        ? null
        : `findings with the same ${playbook.repeats.sameEntity.map((path) => path.join(".")).join(" and ")} join one case for ${playbook.repeats.withinSeconds / 3_600} hours`,
    storm:
      playbook?.repeats == null
        ? null
        : plan.passes
          ? "it gets through in a storm"
          : `above ${playbook.repeats.storm.over} news in ${playbook.repeats.storm.inSeconds / 60} minutes it is only counted, where its case is open already`,
    stands: null,
  };
}

/** As `routeOf`, with where it would go as the case table stands. */
export async function routeNow(routed: Routed, settings: Settings, now: Date): Promise<Route> {
  const request = { finding: routed.finding, unfit: routed.unfit, text: "", requestedBy: null, mode: "live" as const };
  const plan = planOf({ ...request, attempt: 1, now }, null, settings);
  const standing = await caseStore().whereabouts(arrivalOf(plan));
  const stands = {
    known: `it came before and is on ${standing.case}`,
    open: `it would join ${standing.case}, which is open`,
    none: "it would open a case of its own",
  }[standing.how];
  return { ...routeOf(routed, settings, now), stands };
}
