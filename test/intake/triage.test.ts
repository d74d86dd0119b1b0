// A finding that no playbook is for: it has a case, what it names is looked up, and nothing is contained.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import { entriesOf, startTestHost, type TestHost } from "../support/local-host.ts";

let host: TestHost;
beforeAll(async () => {
  host = await startTestHost();
});
afterAll(() => host.stop());

/** A shipped sample, as if it had been found just now. */
function justNow(path: string): Record<string, unknown> {
  const text = readFileSync(new URL(`../findings/samples/${path}.json`, import.meta.url), "utf8");
  const at = new Date(Date.now() - 60_000).toISOString();
  return JSON.parse(text.replace(/"2026-11-22T[\d:.]+Z"/g, `"${at}"`));
}

describe("a port probe that GuardDuty reports", () => {
  let view: CaseView;
  beforeAll(async () => {
    const message = justNow("guardduty/port-probe");
    await host.publish(message);
    view = await host.ended(await host.started("f5"));
  });

  test("has a case of the playbook triage, with what reputation sources know of its address", () => {
    expect(view.head).toMatchObject({ kind: "unclassified", playbook: "triage", verdict: "unknown" });
    expect(entriesOf(view, "evidence").flatMap(({ sections }) => sections.map(({ action }) => action))).toEqual([
      "abuseipdb.check-ip",
      "virustotal.check-ip",
      "ip-database.find",
      "siem.events-by-ip",
      "whois.by-ip",
    ]);
    expect(entriesOf(view, "ending")).toMatchObject([{ status: "SUCCEEDED" }]);
  });

  test("says on the case what it names and why triage looks", () => {
    expect(entriesOf(view, "note").map(({ text }) => text)).toContainEqual(
      "no playbook is for findings of kind unclassified, so triage looks up what this one names: " +
        "address 203.0.113.9; host i-0abc1234567890def; resource arn:aws:guardduty:us-east-1:111122223333:detector/d1/finding/f5",
    );
  });

  test("contains nothing and asks nobody", () => {
    expect(entriesOf(view, "plan")).toEqual([]);
    expect(entriesOf(view, "containment")).toEqual([]);
  });
});

test("a finding that names nothing has a case and an execution that ends well", async () => {
  const message = justNow("opensearch/nothing-known");
  await host.publish(message);
  const view = await host.ended(await host.started(`Disk is filling/over 90 %/${message.periodEnd}`));
  expect(view.head).toMatchObject({ playbook: "triage", severity: "informational" });
  expect(entriesOf(view, "evidence")).toEqual([]);
});

test("nothing went wrong in the background", () => {
  expect(host.problems).toEqual([]);
});
