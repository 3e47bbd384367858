import { defineConfig } from "@playwright/test";

import common from "./common";

/** Measures and judges nothing: not a part of the tests. */
export default defineConfig(common, { testMatch: "*.bench.ts", globalSetup: "./bench.setup.ts" });
