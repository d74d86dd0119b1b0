import { describe, expect, test } from "vitest";
import { type PlaybookSettings, playbookSettings } from "../../actions/kit/contract/index.ts";
import { choosePlaybook } from "../../playbooks/dispatcher/choose.ts";
import { type Finding, parseFindingValue } from "../../playbooks/findings/index.ts";
import { aFinding, aPlaybook } from "../support/product.ts";

const playbook = (id: string, kind: string, when?: PlaybookSettings["when"]): PlaybookSettings =>
  playbookSettings.parse({ ...aPlaybook(), id, kind, ...(when === undefined ? {} : { when }) });
const finding = (changes: Record<string, unknown> = {}): Finding => {
  const parsed = parseFindingValue(aFinding(changes));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.finding;
};
const account = (id: string) => playbookSettings.shape.when.unwrap().parse({ accounts: [id] }).accounts ?? [];

const plain = playbook("plain", "impossible-travel");
const forVips = playbook("for-vips", "impossible-travel", { tags: ["vip", "board"] });
const forWorst = playbook("for-worst", "impossible-travel", { severity: "critical", tags: ["vip"] });
const elsewhere = playbook("elsewhere", "impossible-travel", { accounts: account("999999999999") });
const triage = playbook("triage", "any");
const chosen = (given: Finding, ...playbooks: PlaybookSettings[]) => choosePlaybook(given, playbooks).playbook?.id;

describe("the playbook of a finding", () => {
  test("is that of its kind", () => {
    expect(chosen(finding(), triage, plain)).toBe("plain");
  });

  test("is the most particular one whose conditions all hold", () => {
    expect(chosen(finding({ tags: ["vip"] }), plain, forVips, forWorst)).toBe("for-vips");
    expect(chosen(finding({ tags: ["vip"], severity: "critical" }), plain, forVips, forWorst)).toBe("for-worst");
    expect(chosen(finding(), elsewhere, forVips, plain)).toBe("plain");
  });

  test("is triage when none of its kind answers, and nothing when there is no triage", () => {
    expect(chosen(finding(), elsewhere, triage)).toBe("triage");
    expect(chosen(finding({ kind: "unclassified" }), plain, triage)).toBe("triage");
    expect(chosen(finding(), elsewhere)).toBeUndefined();
  });

  test("comes with the reason why, and why not the others", () => {
    expect(choosePlaybook(finding(), [elsewhere, forWorst, triage]).because).toEqual([
      "for-worst does not answer it: it wants severity critical or higher, and this is high; it wants the tag vip, and this has none",
      "elsewhere does not answer it: it wants account 999999999999, and this is 111122223333",
      "none of these holds, and triage answers everything else",
    ]);
  });

  test("does not depend on the order in which playbooks are listed", () => {
    const all = [plain, forVips, forWorst, elsewhere, triage];
    const vip = finding({ tags: ["vip"] });
    expect(chosen(vip, ...all)).toBe(chosen(vip, ...all.toReversed()));
  });
});
