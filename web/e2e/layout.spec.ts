/** Whatever can be pressed, on every page and in every state of a session, can be seen and hit at every size of window. */
import type { Page } from "@playwright/test";

import { MARKDOWN } from "./articles";
import { Gallery, STATES } from "./gallery";
import { expect, test as inHouse } from "./house";
import { GUIDE, openSession, safetyIsPassed } from "./person";
import { everySize, outOfSight, type Size, unreachable } from "./reach";
import { ID, mixed, save } from "./saved";
import { put, RIGHT, WRONG } from "./written";

const test = inHouse.extend<object, { gallery: Gallery }>({
  gallery: [
    async ({}, use) => {
      const gallery = await Gallery.open();
      await use(gallery);
      await gallery.close();
    },
    { scope: "worker" },
  ],
});

/** By what is wrong: where it is so. */
class Faults {
  readonly found: Record<string, string[]> = {};

  /** Looks at the page as it stands, at every size; `more` finds what else is wrong. */
  async look(page: Page, state: string, more: (size: Size) => Promise<string[]> = async () => []): Promise<void> {
    const bySize = await everySize(page, async (size) => [...(await more(size)), ...(await unreachable(page))]);
    for (const [size, faults] of Object.entries(bySize)) for (const fault of faults) (this.found[fault] ??= []).push(`${state} at ${size}`);
  }
}

/** Height of the letters, in px. */
const lettersOf = (page: Page, selector: string): Promise<number> => page.locator(selector).evaluate((element) => parseFloat(getComputedStyle(element).fontSize));

/** What has to be in sight while the person moves, and large enough to be read from where they sit. */
async function unseen(page: Page, { width, height }: Size): Promise<string[]> {
  const found = await outOfSight(page);
  const least = width === 1280 ? 32 : height === 1080 ? 44 : null;
  if (least === null) return found;
  const sentence = "[data-sentence][aria-current] .live-text";
  if ((await page.locator(sentence).count()) === 0) return found;
  const letters = await lettersOf(page, sentence);
  if (letters < least) found.push(`the sentence is ${letters} px`);
  const seconds = page.locator(".live-ring-text");
  if ((await seconds.count()) > 0 && (await lettersOf(page, ".live-ring-text")) < 2 * least) found.push("the ring’s seconds are too small");
  return found;
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
}

/** German has the longest words; others when asked for: `LANGUAGES=en-GB,es-ES`. */
const LANGUAGES = (process.env["LANGUAGES"] ?? "de-DE").split(",");

for (const language of LANGUAGES) {
  test(`every page, in ${language}`, async ({ server, visit }) => {
    test.setTimeout(300_000);
    const stage = await visit({}, { reducedMotion: "reduce", locale: language });
    const { page } = stage;
    const faults = new Faults();
    const paths = ["/", `/guides/${GUIDE}`, "/authors/unhunch", "/edit", "/article", "/plan", "/history", "/settings", "/safety", "/about", "/no-such-page", "/guides/no-such-guide", "/history/no-such-session"];
    for (const path of paths) {
      await open(page, `${server.address}${path}`);
      await faults.look(page, path);
    }

    await open(page, `${server.address}/guides/${GUIDE}/clock`);
    await faults.look(page, "safety questions");
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button").first().click();
    await page.locator("main button").last().scrollIntoViewIfNeeded();
    await faults.look(page, "safety questions, ticked");

    await save(server, mixed(1, "2026-11-20T08:15:00+01:00"));
    await save(server, mixed(2, "2026-11-21T08:15:00+01:00", { ending: "stopped" }));
    await save(server, mixed(3, "2026-11-22T08:15:00+01:00", { source: "self-reported", model: null }));
    for (const path of ["/", `/guides/${GUIDE}`, "/history", ...[1, 2, 3].map((number) => `/history/${ID(number)}`)]) {
      await open(page, `${server.address}${path}`);
      await faults.look(page, `${path} with sessions`);
    }
    await open(page, `${server.address}/guides/${GUIDE}`);
    await page.locator(".rating input").nth(3).check({ force: true });
    await expect(page.locator(".rating > .plain")).toBeVisible();
    await faults.look(page, "a guide that is rated");
    expect(faults.found).toEqual({});
  });
}

test("what comes up on a page: dialogs, banners, the editor's desk", async ({ server, visit }) => {
  test.setTimeout(300_000);
  const stage = await visit({}, { reducedMotion: "reduce" });
  const { page } = stage;
  const faults = new Faults();
  await save(server, mixed(1, "2026-11-20T08:15:00+01:00"));
  await open(page, `${server.address}/history`);
  await page.getByRole("button", { name: /^Delete the session/ }).click();
  await faults.look(page, "delete?");

  await open(page, `${server.address}/settings`);
  await page.evaluate(() => window.dispatchEvent(Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt: async () => {} })));
  await expect(page.getByRole("main").getByRole("button", { name: "Install unhunch" })).toBeVisible();
  await faults.look(page, "install");

  for (const [name, text] of [
    ["wrong", WRONG],
    ["right", RIGHT],
  ] as const) {
    await put(server, name, text);
    await open(page, `${server.address}/edit/${name}`);
    await expect(page.locator("#problems-count")).not.toHaveText("Reading…");
    await faults.look(page, `editor, ${name}`);
  }
  await open(page, `${server.address}/edit`);
  await faults.look(page, "own guides");
  await open(page, `${server.address}/edit/right`);
  await page.getByRole("button", { name: "Try it" }).click();
  await faults.look(page, "try it");

  await open(page, `${server.address}/article`);
  await page.getByRole("textbox", { name: "Text of the article" }).fill(MARKDOWN);
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.locator(".review-step")).toHaveCount(2);
  await faults.look(page, "an article that is checked");
  expect(faults.found).toEqual({});
});

test("a guide that is tried out in the editor", async ({ server, visit }) => {
  const stage = await visit();
  const { page } = stage;
  await safetyIsPassed(stage);
  await put(server, "right", RIGHT);
  await open(page, `${server.address}/edit/right`);
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Without a camera" }).click();
  await expect(page.locator('[data-mode="coach"]')).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press("Space");
  await stage.until(["paused"]);
  const faults = new Faults();
  await faults.look(page, "a trial", (size) => unseen(page, size));
  expect(faults.found).toEqual({});
});

for (const language of LANGUAGES) {
  test(`every state of a session, in ${language}`, async ({ visit, gallery }) => {
    test.setTimeout(400_000);
    const stage = await visit({}, { reducedMotion: "reduce", locale: language });
    const { page } = stage;
    const faults = new Faults();
    for (const state of STATES) {
      await page.goto(gallery.at(state));
      await page.locator(`html[data-shown="${state}"]`).waitFor({ timeout: 20_000 });
      if (state.endsWith("paused")) await stage.until(["paused"]);
      const coached = (await page.locator('[data-mode="coach"]').count()) > 0;
      await faults.look(page, state, async (size) => (coached ? unseen(page, size) : []));
    }
    expect(faults.found).toEqual({});
  });
}

for (const language of LANGUAGES) {
  test(`the big picture, in ${language}`, async ({ visit, gallery }) => {
    test.setTimeout(200_000);
    const stage = await visit({}, { reducedMotion: "reduce", locale: language });
    const { page } = stage;
    // The window is what is looked at here.
    await page.addInitScript(() => Reflect.deleteProperty(Element.prototype, "requestFullscreen"));
    const faults = new Faults();
    for (const state of ["reaching", "broken", "squeeze", "unwatched", "resting", "asking", "paused", "frozen", "several", "turned", "clock", "clock_asking", "again"]) {
      await page.goto(gallery.at(state));
      await page.locator(`html[data-shown="${state}"]`).waitFor({ timeout: 20_000 });
      await page.keyboard.press("f");
      await expect(stage.session).toHaveAttribute("data-big", "true");
      await faults.look(page, state, (size) => unseen(page, size));
    }
    expect(faults.found).toEqual({});
  });
}

test("the buttons of a session by the clock, from the first to the last", async ({ server, visit }) => {
  test.setTimeout(240_000);
  const stage = await visit();
  const { page } = stage;
  await stage.quickens();
  await safetyIsPassed(stage);
  await page.goto(`${server.address}/guides/${GUIDE}/clock`);
  const faults = new Faults();
  for (const phase of ["ready", "reaching", "holding", "asking", "paused"]) {
    if (phase === "paused") await page.keyboard.press("Space");
    else await stage.hurry([phase]);
    await stage.until([phase]);
    await faults.look(page, phase, (size) => unseen(page, size));
    if (phase === "holding") for (const name of ["Pause", "Skip", "It hurts: stop", "Mute"]) await expect(page.getByRole("button", { name })).toBeVisible();
  }
  await page.getByRole("button", { name: "End here" }).click();
  await expect(page.locator("[data-saving]")).toHaveAttribute("data-saving", "saved");
  await faults.look(page, "end");
  for (const group of await page.locator(".pills").all()) await group.locator("label").first().click();
  await faults.look(page, "end, answered");
  expect(faults.found).toEqual({});
});

test("the buttons of the set-up look", async ({ server, visit }) => {
  const stage = await visit();
  await safetyIsPassed(stage);
  await openSession(stage, server.address);
  await expect(stage.page.locator('[data-hint="nobody"]')).toBeVisible({ timeout: 20_000 });
  await expect(stage.page.getByRole("button", { name: "Go on without camera" })).toBeVisible();
  const faults = new Faults();
  await faults.look(stage.page, "set-up");
  expect(faults.found).toEqual({});
});
