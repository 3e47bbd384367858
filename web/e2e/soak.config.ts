import { defineConfig } from "@playwright/test";

import tests from "./playwright.config";

/** An hour of sessions, one after the other: `make soak`, not a part of the tests. */
export default defineConfig(tests, { testMatch: "*.soak.ts" });
