import { expect, test } from "vitest";
import { realClock, testClock } from "../../../infra/local/clock.ts";

test("a test clock fires what is due in order of time, each at its own moment", () => {
  const clock = testClock(1_000);
  const fired: [string, number][] = [];
  const note = (name: string) => () => fired.push([name, clock.now()]);
  clock.at(1_300, note("third"));
  clock.at(1_100, note("first"));
  clock.at(1_200, note("second"));
  clock.at(2_000, note("later"));
  clock.at(1_250, note("cancelled")).cancel();
  clock.advance(500);
  expect(fired).toEqual([
    ["first", 1_100],
    ["second", 1_200],
    ["third", 1_300],
  ]);
  expect(clock.now()).toBe(1_500);
});

test("a timer armed while the clock moves fires in the same move if it is due in it", () => {
  const clock = testClock(0);
  const fired: number[] = [];
  clock.at(10, () => clock.at(clock.now() + 10, () => fired.push(clock.now())));
  clock.advance(100);
  expect(fired).toEqual([20]);
});

test("what is due when it is armed fires without a move, but never before its timer is held", async () => {
  const clock = testClock(0);
  let fired = 0;
  clock.at(0, () => fired++);
  clock.at(0, () => fired++).cancel();
  expect(fired).toBe(0);
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(fired).toBe(1);
});

test("a stopped clock fires nothing", async () => {
  for (const clock of [testClock(0), realClock()]) {
    let fired = 0;
    clock.at(clock.now() + 5, () => fired++);
    clock.stop();
    clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(fired).toBe(0);
  }
});

test("the real clock never fires early, can be moved, and knows waits longer than the runtime's timers", async () => {
  const clock = realClock();
  const far = clock.now() + 40 * 86_400_000;
  const fired = new Promise<number>((resolve) => clock.at(far, () => resolve(clock.now())));
  clock.advance(40 * 86_400_000);
  expect(await fired).toBeGreaterThanOrEqual(far);
  clock.stop();
});
