/** For everyone: axe in every state, by keyboard alone, narrow, enlarged, still, and with one voice for screen readers. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

import { asCamera } from "./clips";
import { expect, test } from "./house";
import { GUIDE, openClock, openSession, safetyIsPassed } from "./person";
import type { Stage } from "./stage";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, in light and in dark. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run());
    for (const { id, nodes } of violations) found.push(...nodes.map((node) => `${colorScheme}: ${id} at ${node.target.join(" ")}: ${node.failureSummary}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

const PAGES = ["/", `/guides/${GUIDE}`, "/history", "/settings", "/about", "/safety", "/no-such-page"];

/** Takes the page through what can be reached without moving, and stops at each place. */
async function throughout(stage: Stage, address: string, look: (name: string) => Promise<void>): Promise<void> {
  const { page } = stage;
  for (const path of PAGES) {
    await page.goto(`${address}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    await look(path);
  }
  await page.goto(`${address}/guides/${GUIDE}/clock`);
  await expect(page.getByRole("heading", { name: "Before you start" })).toBeVisible();
  await look("safety");
  await page.getByRole("button", { name: "Understood, go on" }).click();
  await look("safety, unanswered");
  for (const choice of await page.getByRole("radio", { name: "Yes, at least one" }).all()) await choice.check();
  await page.getByRole("button", { name: "Understood, go on" }).click();
  await expect(page.getByRole("heading", { name: "Not today" })).toBeVisible();
  await look("not today");

  await openClock(stage, address);
  await stage.until(["ready"]);
  await look("ready");
  await stage.until(["holding"]);
  await look("holding");
  await page.keyboard.press("Space");
  await stage.until(["paused"]);
  await look("paused");
  await page.getByRole("button", { name: "End here" }).click();
  await expect(page.locator("[data-saving]")).toHaveAttribute("data-saving", "saved");
  await look("end");
  await page.goto(`${address}/history`);
  await expect(page.getByText("self-reported")).toBeVisible();
  await look("history");
}

test("axe finds nothing on any page, in any state, light or dark", async ({ server, visit }) => {
  const stage = await visit();
  const found: Record<string, string[]> = {};
  await throughout(stage, server.address, async (name) => {
    const faulty = await faults(stage.page);
    if (faulty.length > 0) found[name] = faulty;
  });
  expect(found).toEqual({});
});

test("axe finds nothing before the camera, either", async ({ server, visit }) => {
  const stage = await visit({ clip: asCamera("clips/s2_lateral_neck_chin_drops_left.mp4", 3) });
  await openSession(stage, server.address, { step: "neck-tilt", side: "left" });
  const found: string[] = [];
  for (const phase of ["setup|neutral", "ready|reaching"]) {
    await stage.until(phase.split("|"));
    found.push(...(await faults(stage.page)));
  }
  await expect(stage.sentence(2)).toHaveAttribute("data-state", "broken", { timeout: 20_000 });
  await stage.page.keyboard.press("Space");
  await stage.until(["paused"]);
  found.push(...(await faults(stage.page)));
  await stage.page.keyboard.press("Escape");
  await stage.until(["stopped"]);
  await expect(stage.page.getByRole("heading", { name: "You stopped: that was right" })).toBeVisible();
  found.push(...(await faults(stage.page)));
  expect(found).toEqual([]);
});

for (const [what, context] of [
  ["320 pixels wide", { viewport: { width: 320, height: 640 } }],
  ["a phone held upright", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ["enlarged to 200 %", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
] as const) {
  test(`nothing has to be scrolled sideways: ${what}`, async ({ server, visit }) => {
    const stage = await visit({}, context);
    const wide: string[] = [];
    await throughout(stage, server.address, async (name) => {
      const over = await stage.page.evaluate(() => {
        const root = document.documentElement;
        if (root.scrollWidth <= root.clientWidth) return null;
        const culprits = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
        return culprits.slice(0, 3).map((element) => `${element.tagName}.${element.className}`);
      });
      if (over) wide.push(`${name}: ${over.join(", ")}`);
    });
    expect(wide).toEqual([]);
  });
}

/** Presses Tab until the element of this name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? "") : (element?.textContent ?? "");
    });
    if (typeof name === "string" ? focused.trim().startsWith(name) : name.test(focused)) return;
  }
  throw new Error(`Tab never came to ${name}`);
}

test("a whole session by keyboard alone", async ({ server, visit }) => {
  const stage = await visit();
  const { page } = stage;
  await page.goto(server.address);
  await expect(page.getByRole("link", { name: /Upper Back/ })).toBeVisible();
  await tabTo(page, /Upper Back/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Start without camera" }).or(page.getByRole("link", { name: "Start without camera" }))).toBeVisible();
  await tabTo(page, "Start without camera");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Before you start" })).toBeVisible();
  for (const _group of await page.getByRole("group").all()) {
    await tabTo(page, "No, none of these");
    await page.keyboard.press("Space");
  }
  await tabTo(page, "Understood, go on");
  await page.keyboard.press("Enter");
  await stage.until(["ready"]);
  await page.keyboard.press("Space");
  await stage.until(["paused"]);
  // The focus is where the way on is.
  await page.keyboard.press("Enter");
  await stage.until(["ready", "reaching"]);
  await page.keyboard.press("m");
  await expect(page.getByRole("button", { name: "Sound on" })).toBeVisible();
  // Every step and side is skipped; questions are answered with a key.
  const first = await stage.session.getAttribute("data-step");
  await page.keyboard.press("s");
  await expect(stage.session).not.toHaveAttribute("data-step", first!);
  await page.keyboard.press("Escape");
  await stage.until(["stopped"]);
  await expect(page.getByRole("heading", { name: "You stopped: that was right" })).toBeFocused();
  expect(stage.errors).toEqual([]);
});

test("who wants no motion sees none", async ({ server, visit }) => {
  const stage = await visit({}, { reducedMotion: "reduce" });
  const moving: string[] = [];
  await throughout(stage, server.address, async (name) => {
    const running = await stage.page.evaluate(() =>
      document
        .getAnimations()
        .filter((animation) => animation.playState === "running" && Number(animation.effect?.getComputedTiming().duration ?? 0) > 50)
        .map((animation) => (animation as CSSAnimation).animationName ?? (animation as CSSTransition).transitionProperty),
    );
    moving.push(...running.map((animation) => `${name}: ${animation}`));
  });
  expect(moving).toEqual([]);
});

test("one live region speaks for the session, one thing at a time", async ({ server, visit }) => {
  const stage = await visit();
  await safetyIsPassed(stage);
  await openClock(stage, server.address);
  await stage.until(["ready"]);
  const regions = stage.page.locator('[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]');
  // The session's own, and the frame's, which speaks of waiting sessions only.
  const inSession = stage.session.locator('[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]');
  await expect(inSession).toHaveCount(1);
  const said: string[] = [];
  for (let looks = 0; looks < 40 && !(await stage.session.getAttribute("data-phase"))?.startsWith("hold"); looks++) {
    const text = (await inSession.textContent())?.trim() ?? "";
    if (text !== "" && said.at(-1) !== text) said.push(text);
    await stage.page.waitForTimeout(250);
  }
  expect(said[0]).toMatch(/^Get ready\. Tilt your neck/);
  for (const text of said) expect(text.length).toBeLessThan(160);
  for (const region of await regions.all()) if (!(await region.evaluate((element) => element.closest("[data-phase]") !== null))) expect((await region.textContent())?.trim()).toBe("");
});
