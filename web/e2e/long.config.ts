import { defineConfig } from "@playwright/test";

import tests from "./playwright.config";

/** More whole routines in real time, minutes each, with clips that lie beside the project: `npm run e2e:long`. */
export default defineConfig(tests, { testMatch: "*.long.ts" });
