// How long it takes to check playbooks: a thousand generated ones of twenty steps, the slowest of them, and one alone in
// a process of its own, Node's start and all contracts included. `node test/bench/check.ts [playbooks]`
import { execFileSync } from "node:child_process";
import * as z from "zod";
import { abuseipdb, cases, geo, iam, identity, ipDatabase, siem, virustotal, whois } from "../../actions/index.ts";
import { compile } from "../../playbooks/compiler/compile.ts";
import { standings } from "../../playbooks/compiler/record/items.ts";
import { ImpossibleTravel } from "../../playbooks/findings/impossible-travel.ts";
import {
  type Attempt,
  allOf,
  anyOf,
  atLeast,
  days,
  definePlaybook,
  evidenceOf,
  minutes,
  not,
  nothing,
  orElse,
  type Playbook,
} from "../../playbooks/language/index.ts";

const total = Number(process.argv[2] ?? 1_000);

/** The same numbers from 0 to 1 for the same seed, every time. */
function numbers(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Who, keys, six lookups of which some wait for who, what is remembered and shown, and a judgement: twenty steps. */
function generated(seed: number): Playbook {
  const random = numbers(seed);
  return definePlaybook({
    ...{ id: `generated-${seed}`, title: `Generated ${seed}`, owner: "bench", techniques: [], manualMinutes: 15 },
    finding: ImpossibleTravel,
    settings: z.object({}),
    steps(finding, _, { read, attempt, record, choose, approval, forEach }) {
      const { sourceIp: ip } = finding;
      const who = read("who", identity.resolvePrincipal, { claim: finding.user, account: finding.account });
      const keys = read("keys", iam.listAccessKeys, { principal: who.principal });
      const lookups: readonly ((id: string) => Attempt<unknown>)[] = [
        (id) => attempt(id, abuseipdb.checkIp, { ip }),
        (id) => attempt(id, virustotal.checkIp, { ip }),
        (id) => attempt(id, ipDatabase.find, { ip }),
        (id) => attempt(id, whois.byIp, { ip }),
        (id) =>
          attempt(id, geo.compareLogins, {
            ip,
            at: finding.loginAt,
            previousIp: finding.previousIp,
            previousAt: finding.previousLoginAt,
          }),
        (id) => attempt(id, siem.loginsOf, { principal: who.principal, lookback: days(1 + Math.floor(random() * 7)) }),
      ];
      const asked = Array.from({ length: 6 }, (_, at) => {
        if (at % 4 === 3) record(`remember-${at}`, ipDatabase.addIfAbsent, { ip, source: finding.id });
        return lookups[Math.floor(random() * (at < 2 ? lookups.length : 3))]?.(`lookup-${at}`) as Attempt<unknown>;
      });
      const travel = attempt("travel", geo.compareLogins, {
        ip,
        at: finding.loginAt,
        previousIp: finding.previousIp,
        previousAt: finding.previousLoginAt,
      });
      const abuse = attempt("abuseipdb", abuseipdb.checkIp, { ip });
      record("evidence", cases.addEvidence, { sections: [evidenceOf(who), travel, abuse, ...asked.slice(0, 3)] });
      record("more-evidence", cases.addEvidence, { sections: asked.slice(3) });
      const reported = atLeast(orElse(abuse.output.score, 0), Math.ceil(random() * 100));
      const silent = anyOf(travel.failed, abuse.failed, ...asked.slice(0, 3).map((step) => step.failed));
      const clean = () => void record("mark-clean", cases.setVerdict, { verdict: "clean", because: [travel, abuse] });
      choose(
        "verdict",
        [{ id: "clean", if: allOf(orElse(travel.output.explained, false), not(reported), not(silent)), then: clean }],
        {
          otherwise: () =>
            approval(
              "decide",
              { because: [travel, abuse], subject: who.person, approvers: "oncall", timeout: minutes(30) },
              {
                approved: ({ contain }) => {
                  forEach("each-key", keys.items, (key) => void contain("disable-key", iam.disableAccessKey, { key }));
                  contain("revoke-sessions", identity.revokeSessions, { principal: who.principal });
                },
                denied: nothing,
                expired: () => void record("raise", cases.setSeverity, { severity: "critical" }),
              },
            ),
        },
      );
    },
  });
}

const times: number[] = [];
const used = process.cpuUsage();
let steps = 0;
for (let seed = 0; seed < total; seed++) {
  const playbook = generated(seed);
  const began = performance.now();
  const result = compile(playbook, {});
  times.push(performance.now() - began);
  if (!result.ok) throw new Error(result.violations.map(({ message }) => message).join("\n"));
  steps += [...standings(result.recording.block)].length;
}
const { user } = process.cpuUsage(used);
const sum = times.reduce((all, time) => all + time, 0);
times.sort((a, b) => a - b);
const milliseconds = (time: number | undefined) => `${(time ?? 0).toFixed(1)} ms`;
console.log(
  `${total} playbooks of ${(steps / total).toFixed(0)} steps: ${(sum / 1_000).toFixed(2)} s in all (at most 5 s), ${(user / 1_000_000).toFixed(2)} s of a processor`,
);
console.log(`one of them: median ${milliseconds(times[total >> 1])}, slowest ${milliseconds(times.at(-1))}`);

const cli = new URL("../../cli/riposte.ts", import.meta.url).pathname;
const runs = Array.from({ length: 3 }, () => {
  const began = performance.now();
  execFileSync(process.execPath, [cli, "check", "impossible-travel"]);
  return performance.now() - began;
});
console.log(
  `riposte check impossible-travel, process and imports included: ${milliseconds(Math.min(...runs))} (at most 500 ms)`,
);
