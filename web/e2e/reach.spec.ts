/** Whatever can be pressed in a session can be seen and hit, however large the window is. */
import type { Page } from "@playwright/test";

import { expect, test } from "./house";
import { openClock, openSession } from "./person";

/** The last one is 1280x800 at 200 %. */
const SIZES = [
  [320, 640],
  [390, 844],
  [844, 390],
  [768, 1024],
  [1280, 800],
  [1920, 1080],
  [640, 400],
] as const;

/** WCAG 2.2, 2.5.8: no target is smaller. */
const LEAST_PX = 24;

/** What is wrong with each button: its middle is off the screen even when scrolled to, under something else, or clipped. */
async function unreachable(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    return [...document.querySelectorAll<HTMLElement>("main button, main a, main select")].flatMap((button) => {
      button.scrollIntoView({ block: "nearest" });
      const { left, top, width, height } = button.getBoundingClientRect();
      const name = button.textContent?.trim();
      const [x, y] = [left + width / 2, top + height / 2];
      const hit = document.elementFromPoint(x, y);
      if (!hit || !(button === hit || button.contains(hit))) return [`${name}: at ${Math.round(x)}, ${Math.round(y)} is ${hit?.className ?? "nothing"}`];
      let shown = height;
      for (let at = button.parentElement; at; at = at.parentElement) {
        if (getComputedStyle(at).overflowY === "visible") continue;
        const box = at.getBoundingClientRect();
        shown = Math.min(shown, Math.min(box.bottom, top + height) - Math.max(box.top, top));
      }
      return shown < least ? [`${name}: only ${Math.round(shown)} px high`] : [];
    });
  }, LEAST_PX);
}

async function reached(page: Page, state: string): Promise<void> {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    expect(await unreachable(page), `${state} at ${width}x${height}`).toEqual([]);
  }
}

test("the buttons of a session by the clock", async ({ server, visit }) => {
  const stage = await visit();
  await stage.quickens();
  await openClock(stage, server.address);
  await stage.hurry(["holding"]);
  for (const name of ["Pause", "Skip", "It hurts: stop", "Mute"]) await expect(stage.page.getByRole("button", { name })).toBeVisible();
  await reached(stage.page, "holding");
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
    [844, 390],
  ] as const) {
    await stage.page.setViewportSize({ width, height });
    await stage.look(`reach-${width}x${height}`);
  }
  await stage.page.getByRole("button", { name: "Pause" }).click();
  await stage.until(["paused"]);
  await reached(stage.page, "paused");
});

test("the buttons of the set-up look", async ({ server, visit }) => {
  const stage = await visit();
  await openSession(stage, server.address);
  await expect(stage.page.locator('[data-hint="nobody"]')).toBeVisible({ timeout: 20_000 });
  await expect(stage.page.getByRole("button", { name: "Go on without camera" })).toBeVisible();
  await reached(stage.page, "set-up");
});
