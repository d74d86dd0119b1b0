// Every suite runs in its own process: functions read the process's environment, as they do in a Lambda.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    pool: "forks",
    // One more than the cores of a small machine: some suites wait, for time-outs and back-offs that are what they test.
    maxWorkers: 3,
    testTimeout: 30_000,
    reporters: ["default"],
  },
});
