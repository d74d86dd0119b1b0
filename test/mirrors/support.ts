// A case as the engine of mirrors sees it, built by hand, and a store that keeps what mirrors know in memory.
import type { CaseEntry, CaseView, MirrorState } from "../../actions/kit/contract/case.ts";
import type { WireRequest } from "../../infra/local/wire.ts";

type Entry<Kind extends CaseEntry["kind"]> = Extract<CaseEntry, { kind: Kind }>;
type Section = Entry<"evidence">["sections"][number];

export const start = Date.parse("2026-11-22T10:00:00Z");
const at = (minute: number) => new Date(start + minute * 60_000).toISOString();

export const finding = (changes: Partial<Entry<"finding">> = {}): Entry<"finding"> => ({
  kind: "finding",
  id: "finding-1",
  at: at(0),
  simulated: false,
  finding: "f-1",
  source: "splunk",
  title: "Impossible travel of maria.lopez",
  severity: "high",
  ...changes,
});

export const section = (changes: Partial<Section> = {}): Section => ({
  step: "abuseipdb",
  action: "abuseipdb.check-ip",
  status: "succeeded",
  output: { score: 98, reports: 412, country: "NL" },
  error: null,
  simulated: false,
  ...changes,
});

export const failedSection = (changes: Partial<Section> = {}): Section =>
  section({
    step: "virustotal",
    action: "virustotal.check-ip",
    status: "failed",
    output: null,
    error: {
      name: "RateLimited",
      cause:
        '{"errorType":"RateLimited","errorMessage":"virustotal answered 429: \\"Quota exceeded\\"","trace":["RateLimi',
    },
    ...changes,
  });

export const evidence = (sections: Section[] = [section(), failedSection()], id = "evidence-1"): Entry<"evidence"> => ({
  kind: "evidence",
  id,
  at: at(1),
  simulated: sections.some(({ simulated }) => simulated),
  execution: "e-1",
  sections,
});

export const plan = (changes: Partial<Entry<"plan">> = {}): Entry<"plan"> => ({
  kind: "plan",
  id: "plan-1",
  at: at(2),
  simulated: false,
  execution: "e-1",
  approval: "a1b2c3d4e5",
  lines: [
    {
      step: "disable-key",
      item: "0",
      action: "iam.disable-access-key",
      input: {},
      title: "Disable an access key",
      target: "AKIAEXAMPLE000000001 of maria.lopez",
      account: "111122223333",
      undo: "enable the key again",
      expiry: null,
    },
  ],
  because: [section(), failedSection()],
  subject: "maria.lopez",
  approvers: ["dana.kim", "sam.okafor"],
  until: at(32),
  asked: true,
  ...changes,
});

export const decision = (changes: Partial<Entry<"decision">> = {}): Entry<"decision"> => ({
  kind: "decision",
  id: "decision-1",
  at: at(5),
  simulated: false,
  execution: "e-1",
  approval: "a1b2c3d4e5",
  decision: "approved",
  by: "dana.kim",
  via: "slack",
  ...changes,
});

export const containment = (changes: Partial<Entry<"containment">> = {}): Entry<"containment"> => ({
  kind: "containment",
  id: "containment-1",
  at: at(6),
  simulated: false,
  execution: "e-1",
  step: "disable-key",
  item: "0",
  action: "iam.disable-access-key",
  target: "AKIAEXAMPLE000000001 of maria.lopez",
  outcome: "done",
  sentence: "The access key was active and is inactive now.",
  ...changes,
});

export const ending = (changes: Partial<Entry<"ending">> = {}): Entry<"ending"> => ({
  kind: "ending",
  id: "ending-1",
  at: at(7),
  simulated: false,
  execution: "e-1",
  status: "SUCCEEDED",
  mode: "live",
  steps: [
    { step: "abuseipdb", item: null, action: "abuseipdb.check-ip", status: "succeeded", sentence: "It answered." },
    { step: "virustotal", item: null, action: "virustotal.check-ip", status: "failed", sentence: "Quota exceeded." },
    {
      step: "raise",
      item: null,
      action: "cases.set-severity",
      status: "not-reached",
      sentence: "Its branch was not taken.",
    },
  ],
  error: null,
  ...changes,
});

export const verdict = (changes: Partial<Entry<"verdict">> = {}): Entry<"verdict"> => ({
  kind: "verdict",
  id: "verdict-1",
  at: at(1),
  simulated: false,
  execution: "e-1",
  verdict: "unknown",
  because: ["abuseipdb", "virustotal"],
  ...changes,
});

export const aView = (entries: CaseEntry[], head: Partial<CaseView["head"]> = {}): CaseView => ({
  head: {
    id: "C-20261122-7f3a",
    title: "Impossible travel of maria.lopez",
    kind: "impossible-travel",
    playbook: "impossible-travel",
    account: "111122223333" as NonNullable<CaseView["head"]["account"]>,
    severity: "high",
    status: "open",
    verdict: "unknown",
    owner: null,
    openedAt: at(0),
    findings: 1,
    executions: ["e-1"],
    simulated: false,
    ...head,
  },
  entries,
  mirrors: [],
});

export interface MemoryStore {
  readonly view: () => Promise<CaseView>;
  readonly state: () => Promise<MirrorState | null>;
  readonly save: (caseId: string, state: MirrorState) => Promise<void>;
  /** What was saved, in order. */
  readonly saved: MirrorState[];
  last(): MirrorState;
  /** The case as the next reader sees it. */
  becomes(view: CaseView): void;
  /** The save with this number, counted from 1, does not happen: the function dies instead. */
  dieAtSave(number: number): void;
}

export function memoryStore(view: CaseView): MemoryStore {
  let current = view;
  let dead = Number.POSITIVE_INFINITY;
  let saves = 0;
  const saved: MirrorState[] = [];
  return {
    view: async () => current,
    state: async () => saved.at(-1) ?? null,
    save: async (_, state) => {
      saves += 1;
      if (saves >= dead) throw new Error("the function died");
      saved.push(structuredClone(state));
    },
    saved,
    last: () => {
      const state = saved.at(-1);
      if (state === undefined) throw new Error("nothing was saved");
      return state;
    },
    becomes: (next) => {
      current = next;
    },
    dieAtSave: (number) => {
      dead = saves + number;
    },
  };
}

export const revived = (store: MemoryStore): void => store.dieAtSave(Number.POSITIVE_INFINITY);

/** A request as a handler of the local host sees it. */
export const wireRequest = (
  method: string,
  url: string,
  headers: WireRequest["headers"],
  body?: unknown,
): WireRequest => {
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  return { method, path: pathname, query: searchParams, headers, body: Buffer.from(text) };
};
