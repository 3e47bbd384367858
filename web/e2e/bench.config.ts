import { defineConfig } from "@playwright/test";

import tests from "./playwright.config";

/** Measures and judges nothing: not a part of the tests. */
export default defineConfig(tests, { testMatch: "*.bench.ts", globalSetup: "./bench.setup.ts" });
