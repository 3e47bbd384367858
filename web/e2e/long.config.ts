import { defineConfig } from "@playwright/test";

import tests from "./playwright.config";

/** What takes minutes in real time each: whole routines, some with clips that lie beside the project, and a day with the reminder. `npm run e2e:long`. */
export default defineConfig(tests, { testMatch: "*.long.ts" });
