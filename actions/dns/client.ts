// DNS over HTTPS, in JSON: the client of vendors, with its guards, asks what a resolver would be asked.
import * as z from "zod";
import { RetryableFailure } from "../kit/contract/index.ts";
import type { Http } from "../kit/runtime/http.ts";

const answerShape = z.object({
  Status: z.int(),
  AD: z.boolean().optional(),
  Answer: z
    .array(z.object({ type: z.int(), data: z.string() }))
    .max(500)
    .optional(),
});

export interface Resolved {
  /** The resolver has checked the signatures of DNSSEC. */
  readonly authenticated: boolean;
  readonly records: readonly string[];
}

const noError = 0;
const noSuchName = 3;

/** `GET /resolve`: the records of one type; none where there is no such name. */
export async function resolve(http: Http, name: string, type: number): Promise<Resolved> {
  const answer = await http({ url: "/resolve", query: { name, type } });
  const { Status: status, AD: authenticated, Answer: found } = answer.json(answerShape);
  if (status !== noError && status !== noSuchName) {
    throw new RetryableFailure("Unavailable", `the name servers of ${name} did not answer (code ${status})`);
  }
  // Names on the way to the answer come along as records of other types.
  const records = (found ?? []).filter((record) => record.type === type).map(({ data }) => data);
  return { authenticated: authenticated ?? false, records };
}
