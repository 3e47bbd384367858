import { defineConfig } from "@playwright/test";

/** Live sessions take as long as they take, and one at a time is all that two cores judge in time. */
export default defineConfig({
  testDir: ".",
  outputDir: "../../target/e2e/results",
  workers: 1,
  timeout: 120_000,
  use: { actionTimeout: 10_000, navigationTimeout: 20_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
});
