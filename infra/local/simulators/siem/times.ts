// Splunk's time modifiers: `-30d@d`, `now`, seconds since 1970, and ISO 8601.

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };
const aliases: Readonly<Record<string, string>> = {
  s: "s",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  m: "m",
  min: "m",
  mins: "m",
  minute: "m",
  minutes: "m",
  h: "h",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  d: "d",
  day: "d",
  days: "d",
  w: "w",
  week: "w",
  weeks: "w",
};

/** Milliseconds since 1970, or null when Splunk would not understand it. */
export function momentOf(text: string, now: number): number | null {
  if (text === "now" || text === "now()") return now;
  if (/^\d{1,11}(\.\d{1,9})?$/.test(text)) return Number(text) * 1_000;
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) {
    const parsed = Date.parse(text);
    return Number.isNaN(parsed) ? null : parsed;
  }
  return relative(text, now);
}

function relative(text: string, now: number): number | null {
  const parts = /^(?:([+-])(\d{0,9})([a-z]+))?(?:@([a-z]+))?$/i.exec(text);
  if (!parts || text === "") return null;
  const [, sign, amount, unit, snap] = parts;
  let moment = now;
  if (unit !== undefined) {
    const seconds = secondsOf(unit);
    if (seconds === null) return null;
    moment += (sign === "-" ? -1 : 1) * Number(amount || "1") * seconds * 1_000;
  }
  if (snap === undefined) return moment;
  const seconds = secondsOf(snap);
  return seconds === null ? null : Math.floor(moment / (seconds * 1_000)) * seconds * 1_000;
}

function secondsOf(unit: string): number | null {
  const name = aliases[unit.toLowerCase()];
  return name === undefined ? null : (unitSeconds[name] ?? null);
}
