import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    globalSetup: ["test/support/setup.ts"],
    // Most tests wait for processes and databases now and then: one worker a core keeps all cores busy.
    maxWorkers: "100%",
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
});
