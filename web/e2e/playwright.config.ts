import { defineConfig } from "@playwright/test";

import common from "./common";

/** Tests in which somebody is judged before a camera take most of a core. */
const JUDGED = ["live", "camera", "access", "private"].map((name) => `${name}.spec.ts`);

/** Live sessions take as long as they take, and wait more than they work: the other pages are tried beside them. */
export default defineConfig(common, {
  workers: 2,
  projects: [
    { name: "judged", testMatch: JUDGED, workers: 1 },
    { name: "pages", testMatch: "*.spec.ts", testIgnore: JUDGED, workers: 1 },
  ],
});
