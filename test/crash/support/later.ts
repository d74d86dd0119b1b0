// Loaded before everything else: the process lives later than the others by LATER_MS milliseconds, so that what waits for
// its time (a queue's visibility timeout, a vendor's search that may lag behind) need not be waited for.
const ahead = Number(process.env.LATER_MS ?? 0);
const Today = Date;

class Later extends Today {
  // biome-ignore lint/suspicious/noExplicitAny: the constructor's overloads are handed on as they are
  constructor(...given: any[]) {
    if (given.length === 0) super(Later.now());
    else super(...(given as [number]));
  }
  static override now(): number {
    return Today.now() + ahead;
  }
}
globalThis.Date = Later as DateConstructor;
