import { defineConfig } from "@playwright/test";

import common from "./common";

/** More whole routines in real time, minutes each, with clips that lie beside the project: `npm run e2e:long`. */
export default defineConfig(common, { testMatch: "*.long.ts" });
