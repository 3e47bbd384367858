/** What would keep somebody from using the page as it stands now: as axe, a narrow window and a restless eye find it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Page } from "@playwright/test";
import type Axe from "axe-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const WIDE = { width: 1280, height: 800 };
/** 320 px is what WCAG's reflow asks for, and 1280 px enlarged to 400 %. */
const NARROW = [
  ["320 pixels wide", { width: 320, height: 640 }],
  ["a phone held upright", { width: 390, height: 844 }],
  ["enlarged to 200 %", { width: 640, height: 400 }],
] as const;

async function axeFinds(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  // What is right is not listed: to name all of that takes longer than to find what is wrong.
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof Axe }).axe.run({ resultTypes: ["violations"] }));
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}: ${node.failureSummary}`));
}

/** What is wider than the window; empty when nothing has to be scrolled sideways. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const culprits = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
    return ["too wide", ...culprits.slice(0, 3).map((element) => `${element.tagName}.${element.className}`)];
  });
}

/** What moves longer than the eye follows; the browser is asked to move nothing. */
async function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation.playState === "running" && Number(animation.effect?.getComputedTiming().duration ?? 0) > 50)
      .map((animation) => `moves: ${(animation as CSSAnimation).animationName ?? (animation as CSSTransition).transitionProperty}`),
  );
}

/** All faults of what is shown now, light and dark, wide and narrow. Afterwards the window is wide and light. */
export async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  const note = (where: string, what: string[]): void => void found.push(...what.map((one) => `${where}: ${one}`));
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  note("still", await moving(page));
  note("light", await axeFinds(page));
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  for (const [name, size] of NARROW) {
    await page.setViewportSize(size);
    note(name, await tooWide(page));
    // Colours do not depend on the width, so two looks see both schemes and both layouts.
    if (name === NARROW[0][0]) note(`dark, ${name}`, await axeFinds(page));
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  return found;
}
