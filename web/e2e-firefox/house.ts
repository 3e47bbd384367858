/** The program and a visitor with Firefox, put away after each test. Where there is no Firefox, tests are skipped. */
import { test as base } from "vitest";

import { Program } from "../e2e/program";
import { executable, Visitor } from "./firefox";

interface House {
  server: Program;
  visitor: Visitor;
}

export const test = base
  .extend<House>({
    server: async ({}, use) => {
      const server = new Program();
      await server.start();
      await use(server);
      await server.end();
    },
    visitor: async ({ server }, use) => {
      const visitor = await Visitor.open(server.address);
      await use(visitor);
      await visitor.close();
    },
  })
  .skipIf(executable === null);

export const GUIDE = "upper-back";
