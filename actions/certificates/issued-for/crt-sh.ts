// crt.sh. It writes times without a zone, names with line feeds between them, and pages for people when it is overloaded.
import * as z from "zod";
import type { Http } from "../../kit/runtime/http.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { moment, plainDomain, words } from "../../kit/runtime/observed.ts";
import { answerOf, type Certificate } from "../answer.ts";
import { crtSh } from "../vendors.ts";
import { issuedFor } from "./action.ts";

const row = z.object({
  id: z.int(),
  issuer_name: z.string(),
  common_name: z.string().nullish(),
  name_value: z.string(),
  not_before: z.string(),
  not_after: z.string(),
  serial_number: z.string().nullish(),
});
type Row = z.infer<typeof row>;

const largest = 8 * 1_048_576;

export const handler = implement(issuedFor, crtSh, async ({ input, http, now }) => {
  const domain = plainDomain(input.domain);
  // The one finds everything below the domain, the other the domain itself.
  const rows = [...(await search(http, `%.${domain}`)), ...(await search(http, domain))];
  return answerOf(once(rows).map(certificateOf), input, now());
});

async function search(http: Http, q: string): Promise<readonly Row[]> {
  const answer = await http({
    url: "/",
    query: { q, output: "json", exclude: "expired", deduplicate: "Y" },
    meaning: ({ status }) => (status === 404 ? "Unavailable" : null),
    largest,
  });
  return answer.json(z.array(row).max(100_000));
}

/** A certificate and its precertificate are one: the same serial number of the same issuer. */
const once = (rows: readonly Row[]): readonly Row[] => [
  ...new Map(rows.map((one) => [`${one.issuer_name} ${one.serial_number ?? one.id}`, one])).values(),
];

const certificateOf = (one: Row): Certificate => ({
  id: String(one.id),
  issuer: words(one.issuer_name, 300) ?? "unknown",
  names: [...new Set(one.name_value.split("\n"))].flatMap((name) => words(name, 253) ?? []).slice(0, 20),
  from: inUtc(one.not_before),
  until: inUtc(one.not_after),
  serial: words(one.serial_number?.toLowerCase(), 100),
  fingerprint: null,
  revoked: null,
});

/** A certificate without a beginning is none: the contract refuses it. */
const inUtc = (time: string): string => moment(/[Z+]/.test(time) ? time : `${time}Z`) ?? "";
