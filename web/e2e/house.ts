/** The program and its visitors, put away after each test. */
import { test as base } from "@playwright/test";

import { Program } from "./program";
import { type Camera, Stage } from "./stage";

export interface House {
  server: Program;
  /** Opens a browser; a test may open several. */
  visit: (camera?: Camera, context?: Parameters<typeof Stage.open>[1]) => Promise<Stage>;
}

export const test = base.extend<House>({
  server: async ({}, use) => {
    const server = new Program();
    await server.start();
    await use(server);
    await server.end();
  },
  visit: async ({}, use) => {
    const stages: Stage[] = [];
    await use(async (camera = {}, context = {}) => {
      const stage = await Stage.open(camera, context);
      stages.push(stage);
      return stage;
    });
    for (const stage of stages) await stage.close();
  },
});

export { expect } from "@playwright/test";
export { savedOn } from "./kept";
