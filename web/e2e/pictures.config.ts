import { defineConfig } from "@playwright/test";

import common from "./common";

/** Pictures for people to look at: not a part of the tests. */
export default defineConfig(common, { testMatch: "*.pictures.ts" });
