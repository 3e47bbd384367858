import { defineConfig } from "@playwright/test";

/** One at a time: somebody before a camera has to be judged in time, and two browsers are too many for two cores. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../target/e2e/results",
  workers: 1,
  // Several times what a test takes: somebody else may use the machine, too.
  timeout: 240_000,
  use: { actionTimeout: 10_000, navigationTimeout: 20_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
});
