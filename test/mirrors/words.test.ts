// Text from outside and ids of ours, as people read them.
import { expect, test } from "vitest";
import {
  actionInWords,
  fieldInWords,
  secondsInWords,
  stepInWords,
  timeInWords,
} from "../../actions/kit/runtime/mirror/words/names.ts";
import { outcomeInLine, stepAndActionInWords } from "../../actions/kit/runtime/mirror/words/outcome.ts";
import { cut, plain, plainLine } from "../../actions/kit/runtime/mirror/words/plain.ts";
import { section } from "./support.ts";

test.each([
  ["203.0.113.7", "203.0.113[.]7"],
  ["from 203.0.113.7, to 198.51.100.20.", "from 203.0.113[.]7, to 198.51.100[.]20."],
  ["2001:db8::1", "2001:db8:[:]1"],
  ["::ffff:203.0.113.7", "::ffff[:]203.0.113[.]7"],
  ["at 10:15:00 o'clock", "at 10:15:00 o'clock"],
  ["arn:aws:iam::111122223333:user/maria.lopez", "arn:aws:iam::111122223333:user/maria.lopez"],
  ["Chrome/118.0.0.0 from 192.0.2.1", "Chrome/118.0.0.0 from 192.0.2[.]1"],
  ["version 1.2.3", "version 1.2.3"],
  ["1.2.3.4.5", "1.2.3.4.5"],
  ["999.1.1.1", "999.1.1.1"],
  ["HTTPS://Evil.example:8080/a.b?c=d", "hxxpS://Evil[.]example:8080/a.b?c=d"],
  ["see http://203.0.113.7/x and ftp://evil.example", "see hxxp://203.0.113[.]7/x and fxp://evil[.]example"],
  ["http://a@evil.example/", "hxxp://a@evil[.]example/"],
  ["http://[2001:db8::1]/x", "hxxp://[2001:db8:[:]1]/x"],
  ["javascript:alert(1)", "javascript:alert(1)"],
])("%s is shown as %s", (given, shown) => {
  expect(plain(given)).toBe(shown);
});

test("a text is cut with a notice of its length, never inside a character", () => {
  expect(cut("short", 10)).toBe("short");
  expect(cut("🙂".repeat(100), 50)).toBe(`${"🙂".repeat(13)} … (cut, 200 characters)`);
  expect(cut("x".repeat(100), 10)).toHaveLength(10);
});

test("lines become one line", () => {
  expect(plainLine(" a \n\n b\tc ")).toBe("a b c");
});

test.each([
  [stepInWords("recent-logins"), "Recent logins"],
  [stepInWords("known-ip"), "Known IP"],
  [stepInWords("abuseipdb"), "AbuseIPDB"],
  [fieldInWords("lastSeenAt"), "Last seen at"],
  [fieldInWords("ipVersion"), "IP version"],
  [fieldInWords("sourceIp"), "Source IP"],
  [fieldInWords("mfa"), "MFA"],
  [fieldInWords("asn"), "ASN"],
  [actionInWords("siem.logins-of"), "SIEM, logins of"],
  [actionInWords("iam.disable-access-key"), "IAM, disable access key"],
  [stepAndActionInWords("whois", null, "whois.by-ip"), "WHOIS (by IP)"],
  [stepAndActionInWords("disable-key", "2.0", null), "Disable key 3.1"],
  [timeInWords("2026-11-22T10:00:00.000Z"), "2026-11-22 10:00:00 UTC"],
  [timeInWords("2026-11-22T10:00:00+01:00"), "2026-11-22 10:00:00+01:00"],
  [secondsInWords(0.2), "under a second"],
  [secondsInWords(8), "8 s"],
  [secondsInWords(5_405), "1 h 30 min 5 s"],
])("%s", (seen, expected) => {
  expect(seen).toBe(expected);
});

test("an answer on one line names what it holds and leaves out what is absent", () => {
  const output = { score: 98, country: null, place: { city: "Lisbon" }, logins: [1, 2, 3, 4], tags: ["a"], seen: true };
  expect(outcomeInLine(section({ output }), 200)).toBe("score 98, place: city Lisbon, logins (4), tags a, seen yes");
  expect(outcomeInLine(section({ output: null }), 200)).toBe("nothing was found");
  expect(outcomeInLine(section({ output: [] }), 200)).toBe("none");
  expect(outcomeInLine(section({ output: {} }), 200)).toBe("the answer was empty");
});
