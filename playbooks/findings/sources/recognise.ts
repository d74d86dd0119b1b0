// Which kind a detection is of, by its own names: ids and names of rules, types, techniques. Titles and descriptions are
// not asked, because what stands in them an attacker may have written.
import type { KindName } from "../kinds.ts";
import { textsOf } from "./source.ts";

/** The first that matches. MITRE ATT&CK techniques count where one of them is one kind of ours. */
const patterns: readonly (readonly [KindName, RegExp])[] = [
  ["impossible-travel", /(impossible|improbable|atypical|geo\w*)[\s._-]?(travel|access|login)|ConsoleLoginSuccess\.B/i],
  ["login-brute-force", /brute[\s._-]?force|password[\s._-]?(spray|guess)|FailedLogin|\bT1110\b/i],
  ["sql-injection", /sql[\s._-]?injection|\bsqli\b|SQLi_/i],
  [
    "certificate-issued",
    /(certificate|\bcert)[\w\s._-]{0,20}(issu|request|new|transparen)|(issu|request|new)\w*[\s._-]?certificate|\bT1649\b/i,
  ],
  [
    "credential-access",
    /credential[\s._-]?(access|exfil|theft|dump)|InstanceCredentialExfiltration|GetSecretValue|secrets?[\s._-]?manager|secret[\s._-]?(access|read|retriev)|\bT155[25]\b|\bTA0006\b/i,
  ],
];

/** Longer names are no names. */
const longest = 500;

export function kindOfRule(rules: readonly unknown[]): KindName | null {
  const names = textsOf(rules).map((name) => name.slice(0, longest));
  for (const [kind, pattern] of patterns) if (names.some((name) => pattern.test(name))) return kind;
  return null;
}
