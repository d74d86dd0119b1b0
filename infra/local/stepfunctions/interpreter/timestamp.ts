// RFC 3339 as AWS reads it: a `T`, a zone, real days and hours; fractions of a second to the nanosecond.

const shape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-](\d{2}):(\d{2}))$/;

/** Milliseconds since 1970, or null for a text that is no such timestamp. */
export function momentOf(text: string): number | null {
  const [, year, month, day, hour, minute, second = "0", fraction = "0", zone, zoneHour = "0", zoneMinute = "0"] =
    shape.exec(text) ?? [];
  if (zone === undefined) return null;
  const parts = [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const;
  const moment = Date.UTC(...parts);
  const read = new Date(moment);
  const same = [read.getUTCMonth(), read.getUTCDate(), read.getUTCHours(), read.getUTCMinutes(), read.getUTCSeconds()];
  if (same.some((part, index) => part !== parts[index + 1])) return null;
  if (Number(zoneHour) > 18 || Number(zoneMinute) > 59) return null;
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000 * (zone.startsWith("-") ? -1 : 1);
  return moment - offset + Math.floor(Number(`0.${fraction}`) * 1_000);
}
