import { defineConfig } from "vitest/config";

/** Sessions take as long as they take, and one at a time is all that two cores judge in time. */
export default defineConfig({
  test: {
    include: ["e2e-firefox/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    allowOnly: !process.env["CI"],
    reporters: ["verbose"],
  },
});
