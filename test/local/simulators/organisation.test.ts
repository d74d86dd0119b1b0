// The simulated organisation's data hang together: whoever reads one source finds the same people and addresses in another.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { testClock } from "../../../infra/local/clock.ts";
import { createOrganisation } from "../../../infra/local/simulators/index.ts";
import { parseFindingValue } from "../../../playbooks/findings/parse.ts";
import { start } from "./support.ts";

const organisation = createOrganisation(testClock(start));
const example = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../infra/local/simulators/examples/${name}.json`, import.meta.url), "utf8"));

describe("the organisation", () => {
  test("knows every person who logs in, and every network they come from", () => {
    const people = new Set(organisation.people.map(({ id }) => id));
    for (const { person, ip } of organisation.logins) {
      expect(people).toContain(person);
      expect(organisation.networkOf(ip), ip).not.toBeNull();
    }
  });

  test("has sessions for successful logins only, each its own", () => {
    const sessions = organisation.logins.map(({ session }) => session).filter((session) => session !== null);
    expect(new Set(sessions).size).toBe(sessions.length);
    for (const { outcome, session } of organisation.logins) expect(session === null).toBe(outcome === "failure");
  });

  test("finds the smallest network around an address", () => {
    expect(organisation.networkOf("203.0.113.66")?.anonymity.tor).toBe(true);
    expect(organisation.networkOf("203.0.113.7")?.anonymity.tor).toBe(false);
    expect(organisation.networkOf("::ffff:203.0.113.7")?.name).toBe("LIONCITY-VPS");
    expect(organisation.networkOf("nonsense")).toBeNull();
  });

  test("stands still for an hour and then moves on with the clock", () => {
    const clock = testClock(start);
    const moving = createOrganisation(clock);
    clock.advance(3_600_000);
    expect(moving.now()).toBe(start);
    clock.advance(1);
    expect(moving.now()).toBe(start + 3_600_001);
  });
});

describe("the example findings", () => {
  test.each(["impossible-travel", "impossible-travel-through-our-vpn"])("%s tells what the SIEM holds", (name) => {
    const finding = example(name);
    const detected = Date.parse(finding.detectedAt);
    const loginAt = (ip: string) =>
      organisation.logins.find((one) => one.person === finding.user.name && one.ip === ip && one.outcome === "success");
    for (const [ip, at] of [
      [finding.sourceIp, finding.loginAt],
      [finding.previousIp, finding.previousLoginAt],
    ]) {
      expect(loginAt(ip)?.minutesAgo).toBe((detected - Date.parse(at)) / 60_000);
    }
    expect(parseFindingValue(finding)).toMatchObject({ ok: true, finding: { kind: "impossible-travel" } });
    const user = organisation.iamUsers.find((one) => one.name === finding.user.name);
    expect(finding.resources).toEqual([`arn:aws:iam::${organisation.account}:user${user?.path}${user?.name}`]);
  });

  test("malformed is refused by the fields that are wrong", () => {
    expect(parseFindingValue(example("malformed"))).toMatchObject({
      ok: false,
      reason: expect.stringContaining("sourceIp"),
    });
  });
});
