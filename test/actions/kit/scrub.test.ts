// Nothing secret leaves a function in a text, whoever wrote the text.
import fc from "fast-check";
import { expect, test } from "vitest";
import { longestMessage, rememberSecret, scrubbed } from "../../../actions/kit/runtime/scrub.ts";

test.each([
  ["Authorization: Bearer abcdef.123456", "abcdef"],
  ["authorization='Basic dXNlcjpwYXNzd29yZA=='", "dXNlcjpw"],
  ["failed with Splunk 0123456789abcdef", "0123456789abcdef"],
  ["SSWS 00aBcDeFgHiJkLmNoPq", "00aBcDeF"],
  ["GET https://x.example/?apikey=s3cr3tvalue&ip=1.2.3.4", "s3cr3tvalue"],
  ["https://user:hunter22@x.example/path", "hunter22"],
  ['{"x-apikey":"0a1b2c3d4e5f"}', "0a1b2c3d4e5f"],
  ["aws_secret_access_key = wJalrXUtnFEMI/K7MDENG", "wJalrXUtnFEMI"],
  ["password: correct-horse", "correct-horse"],
  ["token=xoxb-1234567890-abcdefghij", "1234567890-abcdefghij"],
  ["sent xoxb-1234567890-abcdefghij to nobody", "1234567890"],
  ["jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdef", "eyJhbGci"],
  ["Set-Cookie: session=deadbeef; Secure", "deadbeef"],
  ["-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----", "MIIEow"],
])("takes the secret out of %j", (text, secret) => {
  expect(scrubbed(text)).not.toContain(secret);
});

test("leaves what a person needs to understand the failure", () => {
  for (const text of [
    "abuseipdb answered 429: Daily rate limit of 1000 requests exceeded for this endpoint",
    "maria.lopez has no access key AKIAEXAMPLEMARIA0001: it may have been deleted since",
    "splunk answered more than its client reads: narrow what is asked",
    "the vendor wants basic authentication, not bearer tokens",
    "the secret riposte/abuseipdb/api-key has no value: put one into Secrets Manager under this name",
  ]) {
    expect(scrubbed(text)).toBe(text);
  }
});

test("takes a known secret out wherever it stands and however it is encoded", () => {
  const letters = fc
    .string({ minLength: 8, maxLength: 40, unit: "grapheme-ascii" })
    .filter((value) => value.trim().length >= 8);
  fc.assert(
    fc.property(letters, fc.string(), fc.string(), (secret, before, after) => {
      rememberSecret(secret);
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")]) {
        expect(scrubbed(`${before}${form}${after}`)).not.toContain(form);
      }
    }),
    { numRuns: 60 },
  );
});

test("cuts what is too long, and keeps no character that acts", () => {
  expect(scrubbed("x".repeat(100_000))).toHaveLength(longestMessage);
  expect(scrubbed("a\u202Eb\u0007c\nd\u001b[31m")).toBe("abc d[31m");
});
