// Every suite runs in its own process: functions read the process's environment, as they do in a Lambda.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    reporters: ["default"],
  },
});
