import { expect, test } from "vitest";
import { failureInWords } from "../../playbooks/dispatcher/failure-in-words.ts";

const cause = JSON.stringify({ errorType: "RateLimited", errorMessage: 'asks to "wait"\n60 s', trace: ["at x"] });

test("the message is taken out of a function's cause, also when the cause was cut", () => {
  expect(failureInWords("RateLimited", cause)).toBe('RateLimited: asks to "wait" 60 s');
  expect(failureInWords("RateLimited", cause.slice(0, 60))).toMatch(/^RateLimited: asks to /);
});

test("a cause that is a sentence is said as it is, and a missing one is not invented", () => {
  expect(failureInWords("ReadFailed", "no answer from who")).toBe("ReadFailed: no answer from who");
  expect(failureInWords("States.Timeout", undefined)).toBe("no answer in time");
  expect(failureInWords(undefined, undefined)).toBe("no reason given");
  expect(failureInWords("X", "\u202etxt")).toBe("X: txt");
});
