/** The program and its visitors, put away after each test. */
import { type Browser, expect, test as base } from "@playwright/test";

import { Program } from "./program";
import { type Camera, launch, Stage } from "./stage";

export interface House {
  server: Program;
  /** Opens a browser; a test may open several. */
  visit: (camera?: Camera, context?: Parameters<typeof Stage.open>[1]) => Promise<Stage>;
}

export const test = base.extend<House, { idle: () => Promise<Browser> }>({
  /** Visits that ask for no particular camera share this browser, in windows of their own: starting one takes a second. */
  idle: [
    async ({}, use) => {
      const opened: Browser[] = [];
      await use(async () => {
        const there = opened.find((browser) => browser.isConnected());
        if (there) return there;
        const browser = await launch({});
        opened.push(browser);
        return browser;
      });
      for (const browser of opened) await browser.close();
    },
    { scope: "worker" },
  ],
  server: async ({}, use) => {
    const server = new Program();
    await server.start();
    await use(server);
    await server.end();
  },
  visit: async ({ idle }, use) => {
    const stages: Stage[] = [];
    await use(async (camera = {}, context = {}) => {
      const stage = await Stage.open(camera, context, Object.keys(camera).length === 0 ? await idle() : null);
      stages.push(stage);
      return stage;
    });
    const violations = stages.flatMap((stage) => stage.errors.filter((error) => error.includes("Content Security Policy")));
    for (const stage of stages) await stage.close();
    expect(violations, "the page tried what its policy forbids").toEqual([]);
  },
});

export { expect };
export { savedOn } from "./kept";
