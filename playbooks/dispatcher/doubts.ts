// A finding is a claim. What speaks against believing it is said here: everything doubted is still enriched, but nothing
// is contained because of it unless the approval shows the doubt, and nothing at all where a publisher oversteps.
import type { Settings } from "../../actions/kit/contract/index.ts";
import { inertLine } from "../../actions/kit/contract/index.ts";
import type { Doubt } from "../../actions/kit/runtime/case-store/index.ts";
import type { Envelope } from "../findings/index.ts";

/** Clocks differ; five minutes ahead is still now. */
const ahead = 5 * 60_000;
const day = 24 * 3_600_000;

interface Circumstances {
  readonly settings: Pick<Settings, "publishers" | "accounts">;
  /** Who started it by hand: then no publisher is believed or doubted. */
  readonly requestedBy: string | null;
  readonly now: Date;
}

export const doubtsOf = (finding: Envelope, circumstances: Circumstances): Doubt[] => [
  ...publisherDoubts(finding, circumstances),
  ...accountDoubts(finding, circumstances),
  ...timeDoubts(finding, circumstances.now.getTime()),
];

const shown = (sentence: string): Doubt => ({ sentence: inertLine(sentence).slice(0, 500), forbids: false });
const forbidding = (sentence: string): Doubt => ({ sentence: inertLine(sentence).slice(0, 500), forbids: true });

function publisherDoubts({ source, kind, account }: Envelope, { settings, requestedBy }: Circumstances): Doubt[] {
  if (requestedBy !== null) return [];
  const publishers = settings.publishers.filter((publisher) => publisher.source === source);
  if (publishers.length === 0) return [shown(`no publisher named ${source} is known`)];
  if (!publishers.some(({ kinds }) => kinds.includes(kind))) {
    return [forbidding(`${source} may not report findings of kind ${kind}`)];
  }
  const speaksFor = publishers.some(
    ({ kinds, accounts }) => kinds.includes(kind) && accounts.some((own) => own === account),
  );
  return account === null || speaksFor ? [] : [forbidding(`${source} may not report findings of account ${account}`)];
}

const accountDoubts = ({ account }: Envelope, { settings }: Circumstances): Doubt[] =>
  account === null || settings.accounts.includes(account) ? [] : [shown(`account ${account} is not one of ours`)];

function timeDoubts({ detectedAt, firstSeen, lastSeen }: Envelope, now: number): Doubt[] {
  const future = Object.entries({ detectedAt, firstSeen, lastSeen }).filter(
    ([, time]) => Date.parse(time) > now + ahead,
  );
  const old = Object.entries({ detectedAt, lastSeen }).filter(([, time]) => Date.parse(time) < now - day);
  return [
    ...future.map(([name, time]) => shown(`${name} lies in the future: ${time}`)),
    ...old.map(([name, time]) => shown(`${name} is more than a day ago: ${time}`)),
  ];
}
