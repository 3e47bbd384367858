/** For everybody: with the keyboard alone, narrow, enlarged, still, in light and dark, and with one voice for screen readers. */
import type { Page } from "@playwright/test";

import { asCamera, SITS_S } from "./clips";
import { faults } from "./faults";
import { expect, savedOn, test } from "./house";
import { GUIDE, openClock, openSession, safetyIsPassed } from "./person";

const PAGES = ["/", `/guides/${GUIDE}`, "/plan", "/history", "/authors/unhunch", "/settings", "/about", "/safety", "/no-such-page"];

/** Longer than a session counts as just ended. */
const LATER_MS = 15 * 60_000;

test("pages: axe finds nothing, nothing is too wide or moves, light or dark", async ({ server, visit }) => {
  const { page } = await visit({}, { reducedMotion: "reduce" });
  const found: Record<string, string[]> = {};
  for (const path of PAGES) {
    await page.goto(`${server.address}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    found[path] = await faults(page);
  }
  await page.goto(`${server.address}/guides/${GUIDE}/clock`);
  await expect(page.getByRole("heading", { name: "Before you start" })).toBeVisible();
  found["safety"] = await faults(page);
  for (const choice of await page.getByRole("checkbox").all()) await choice.check();
  found["safety, ticked"] = await faults(page);
  await page.getByRole("button", { name: "Some of it fits me" }).click();
  await expect(page.getByRole("heading", { name: "Not today" })).toBeVisible();
  found["not today"] = await faults(page);
  expect(Object.entries(found).filter(([, faulty]) => faulty.length > 0)).toEqual([]);
});

test("a session by the clock: the same", async ({ server, visit }) => {
  const stage = await visit({}, { reducedMotion: "reduce" });
  const { page } = stage;
  await stage.quickens();
  await safetyIsPassed(stage);
  const found: Record<string, string[]> = {};
  await page.goto(`${server.address}/guides/${GUIDE}/clock`);
  for (const phase of ["ready", "reaching", "holding"]) {
    await stage.hurry([phase]);
    found[phase] = await faults(page);
  }
  await stage.hurry(["asking"]);
  found["asking"] = await faults(page);
  await page.keyboard.press("Space");
  await stage.until(["paused"]);
  found["paused"] = await faults(page);
  await page.getByRole("button", { name: "End here" }).click();
  await expect(page.locator("[data-saving]")).toHaveAttribute("data-saving", "saved");
  found["end"] = await faults(page);
  await page.clock.fastForward(LATER_MS);
  await page.goto(`${server.address}/history`);
  await expect(page.locator(".sessions").getByText("by your own word")).toBeVisible();
  found["history"] = await faults(page);
  await page.getByRole("button", { name: /^Delete the session/ }).click();
  found["delete?"] = await faults(page);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: /Upper Back/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your session" })).toBeVisible();
  found["one session"] = await faults(page);
  expect(Object.entries(found).filter(([, faulty]) => faulty.length > 0)).toEqual([]);
});

test("a session before the camera: the same", async ({ server, visit }) => {
  const stage = await visit({ clip: asCamera("clips/s2_lateral_neck_chin_drops_left.mp4", SITS_S) }, { reducedMotion: "reduce" });
  await openSession(stage, server.address, { step: "neck-tilt", side: "left" });
  const found: Record<string, string[]> = {};
  await stage.until(["setup", "neutral"]);
  found["set-up"] = await faults(stage.page);
  await expect(stage.sentence(2)).toHaveAttribute("data-state", "broken", { timeout: 40_000 });
  found["broken"] = await faults(stage.page);
  await stage.page.keyboard.press("Space");
  await stage.until(["paused"]);
  found["paused"] = await faults(stage.page);
  await stage.page.keyboard.press("Escape");
  await stage.until(["stopped"]);
  await expect(stage.page.getByRole("heading", { name: "You stopped: that was right" })).toBeVisible();
  found["stopped"] = await faults(stage.page);
  expect(Object.entries(found).filter(([, faulty]) => faulty.length > 0)).toEqual([]);
});

/** Presses Tab until the element of this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? "") : (element?.textContent ?? "");
    });
    if (name.test(focused.trim())) return;
  }
  throw new Error(`Tab never came to ${name}`);
}

test("a whole session by keyboard alone, from the list of guides to the last question", async ({ server, visit }) => {
  const stage = await visit();
  const { page } = stage;
  await stage.quickens();
  await page.goto(server.address);
  await expect(page.getByRole("link", { name: /Upper Back/ })).toBeVisible();
  await tabTo(page, /Upper Back/);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Start without camera")).toBeVisible();
  await tabTo(page, /^Start without camera/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Before you start" })).toBeVisible();
  await tabTo(page, /^None of this: go on/);
  await page.keyboard.press("Enter");

  await stage.hurry(["reaching"]);
  await page.keyboard.press("Space");
  await stage.until(["paused"]);
  // The focus is where the way on is.
  await expect(page.getByRole("button", { name: "Resume" })).toBeFocused();
  await page.keyboard.press("Enter");
  await stage.until(["reaching", "holding"]);
  // Who is quicker than the page means the same.
  for (let presses = 0; presses < 5; presses++) {
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await stage.until(["reaching", "holding"]);
  }
  await page.keyboard.press("m");
  await expect(page.getByRole("button", { name: "Sound on" })).toBeVisible();

  // The first step is held to its end, and its question answered; the others are skipped.
  await stage.hurry(["asking"]);
  await page.keyboard.press("y");
  await stage.until(["ready", "reaching"]);
  for (let skipped = 0; skipped < 5; skipped++) {
    const here = await Promise.all(["data-step", "data-side"].map((name) => stage.session.getAttribute(name)));
    await page.keyboard.press("s");
    if (skipped < 4) await expect.poll(() => Promise.all(["data-step", "data-side"].map((name) => stage.session.getAttribute(name)))).not.toEqual(here);
  }
  await stage.until(["done"]);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  // "No" is the first of the three answers on whether a stretch was felt.
  await tabTo(page, /^No$/);
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await savedOn(server))[0]?.session).toMatchObject({ ending: "done", feedback: { stretch_felt: "a_little" }, answers: [{ step: "round-back", answer: "yes" }] });
  expect(stage.errors).toEqual([]);
});

test("Esc stops at once, and scores nothing", async ({ server, visit }) => {
  const stage = await visit();
  await stage.quickens();
  await openClock(stage, server.address);
  await stage.hurry(["holding"]);
  await stage.page.keyboard.press("Escape");
  await stage.until(["stopped"]);
  await expect(stage.page.getByRole("heading", { name: "You stopped: that was right" })).toBeFocused();
  await expect.poll(async () => (await savedOn(server))[0]).toMatchObject({ session: { ending: "stopped" }, steps: [] });
});

test("one live region speaks for the session, one thing at a time", async ({ server, visit }) => {
  const stage = await visit();
  await stage.quickens();
  await openClock(stage, server.address);
  await stage.until(["ready"]);
  const speaks = '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]';
  const voice = stage.session.locator(speaks);
  await expect(voice).toHaveCount(1);
  const said: string[] = [];
  for (let looks = 0; looks < 80 && (await stage.phase()) !== "done"; looks++) {
    const text = (await voice.textContent())?.trim() ?? "";
    if (text !== "" && said.at(-1) !== text) said.push(text);
    if ((await stage.phase()) === "returning") break;
    await stage.page.clock.runFor(400);
  }
  expect(said[0]).toMatch(/^Tilt your neck/);
  expect(said.some((text) => /10 seconds/.test(text))).toBe(true);
  for (const text of said) expect(text.length).toBeLessThan(160);
  // Outside the session there is only the region that tells of sessions that wait.
  for (const region of await stage.page.locator(speaks).all()) {
    if (!(await region.evaluate((element) => element.closest("[data-phase]") !== null))) await expect(region).toHaveText("");
  }
});

test("the big picture fills the window, and Esc stops there too or pauses at once", async ({ server, visit }) => {
  const stage = await visit();
  const { page } = stage;
  await stage.quickens();
  await openClock(stage, server.address);
  await stage.hurry(["holding"]);
  await page.keyboard.press("f");
  await expect(stage.session).toHaveAttribute("data-big", "true");
  await expect.poll(async () => (await stage.session.boundingBox())?.height).toBe(page.viewportSize()!.height);
  await page.getByRole("button", { name: "Small picture" }).click();
  await expect(stage.session).toHaveAttribute("data-big", "false");
  await page.keyboard.press("f");
  await page.keyboard.press("Escape");
  await stage.until(["stopped", "paused"]);
});
