import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    globalSetup: ["test/support/databases.ts"],
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
});
