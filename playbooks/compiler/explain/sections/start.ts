// What starts a playbook, and when a finding is only one more of the same.
import type { Summary } from "../summary.ts";
import { counted, listed, span } from "../words.ts";

export function startLines({ kind, techniques, manualMinutes, repeats }: Summary): readonly string[] {
  return [
    `A finding of the kind ${kind}${techniques.length === 0 ? "" : `, for the technique${techniques.length > 1 ? "s" : ""} ${listed(techniques)}`}.`,
    `A person needs ${counted(manualMinutes, "minute")} for the same.`,
    ...(repeats === null
      ? ["Every finding starts it."]
      : [
          `A finding with the same ${listed(repeats.sameEntity)} within ${span(repeats.withinSeconds)} joins the open case and starts it again only when it brings something new.`,
          `Above ${repeats.storm.over} findings in ${span(repeats.storm.inSeconds)}, repeats are only counted.`,
        ]),
  ];
}
