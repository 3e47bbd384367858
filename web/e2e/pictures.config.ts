import { defineConfig } from "@playwright/test";

import tests from "./playwright.config";

/** Pictures for people to look at: not a part of the tests. */
export default defineConfig(tests, { testMatch: "*.pictures.ts" });
