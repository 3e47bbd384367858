/** The pages around a session: home, the questions before the first one, the end, the history, the settings. */
import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { faults } from "./faults";
import { expect, test } from "./house";
import { GUIDE, safetyIsPassed } from "./person";
import { ID, mixed, save } from "./saved";

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

test("what was done last is done again in one press, the way it was done", async ({ server, visit }) => {
  const stage = await visit({}, { reducedMotion: "reduce" });
  const { page } = stage;
  await safetyIsPassed(stage);
  await open(page, server.address);
  await expect(page.getByRole("link", { name: /^Do it again/ })).toHaveCount(0);
  await save(server, mixed(1, "2026-11-20T08:15:00+01:00", { source: "self-reported", model: null }));
  await page.reload();
  await expect(page.getByRole("region", { name: "How to Stretch the Upper Back" })).toContainText("Last done on Friday, November 20, 2026, at 8:15 AM");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("link", { name: "Do it again, without camera" }).click();
  await expect(stage.session).toHaveAttribute("data-source", "self-reported");
});

test("whoever stopped last time because it hurt is not asked to go on", async ({ server, visit }) => {
  const { page } = await visit();
  await save(server, { ...mixed(1, "2026-11-20T08:15:00Z", { ending: "stopped" }), steps: [], events: [] });
  await open(page, server.address);
  await expect(page.locator(".guide-card").first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^Do it again/ })).toHaveCount(0);
});

test("cards differ: no two of a shelf have the same drawing, and each names its minutes once", async ({ server, visit }) => {
  const { page } = await visit({}, { reducedMotion: "reduce" });
  await open(page, server.address);
  const shelves = await page.locator(".shelf").all();
  expect(shelves.length).toBeGreaterThanOrEqual(5);
  let drawn = 0;
  for (const shelf of shelves) {
    const drawings = await shelf.locator(".guide-card > svg").evaluateAll((all) => all.map((svg) => svg.innerHTML));
    expect(new Set(drawings).size).toBe(drawings.length);
    drawn += drawings.length;
  }
  expect(drawn).toBeGreaterThanOrEqual(14);
  const cards = page.locator(".shelf .guide-card");
  expect(await cards.count()).toBeGreaterThanOrEqual(17);
  for (const text of await cards.allTextContents()) expect(text.match(/\d\s*min/g), text).toHaveLength(1);
});

test("the questions before the first session are one screen, and one press where nothing fits", async ({ server, visit }) => {
  const { page } = await visit({}, { reducedMotion: "reduce" });
  await open(page, `${server.address}/guides/${GUIDE}/clock`);
  await expect(page.getByRole("heading", { level: 1, name: "Before you start" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(800);
  await page.setViewportSize({ width: 390, height: 844 });
  const box = (await page.getByRole("button", { name: "None of this: go on" }).boundingBox())!;
  expect(box.y + box.height).toBeLessThanOrEqual(844);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole("checkbox", { name: /^A change in strength or control/ }).check();
  await page.getByRole("button", { name: "Some of it fits me" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Not today" })).toBeFocused();
  await expect(page.getByText("You have noticed a change in your arms")).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("unhunch.safety"))).toBeNull();
  await page.getByRole("button", { name: "I ticked it by mistake" }).click();
  await page.getByRole("button", { name: "None of this: go on" }).click();
  await expect(page.locator("[data-phase]")).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("unhunch.safety"))).toContain('"edition":1');
});

test("the end begins with what was good, and calls things by their names", async ({ server, visit }) => {
  const stage = await visit({}, { reducedMotion: "reduce" });
  const { page } = stage;
  await save(server, mixed(1, "2026-11-20T08:15:00+01:00"));
  await open(page, `${server.address}/history/${ID(1)}`);
  const headings = await page.getByRole("heading", { level: 2 }).allTextContents();
  expect(headings.slice(0, 3)).toEqual(["What was good", "Next time", "What you did"]);
  const good = page.getByRole("region", { name: "What was good" });
  await expect(good.getByRole("listitem")).toHaveText(["You did 2 of 4 parts.", /^You held this one longest: .*, 15\.2 seconds\.$/, /Your shoulders stay down/]);
  await expect(page.getByRole("region", { name: "Next time" })).toContainText("Your chin stays where it was.");
  const part = (index: number) => page.locator(".doses > li").nth(index);
  await expect(part(0)).toContainText("Done well");
  await expect(part(1)).toContainText("Done, not cleanly");
  await expect(part(1)).toContainText("Your chin stays where it was.");
  // The weak moment is drawn, and there is no picture of anybody.
  await expect(part(1).getByRole("img")).toBeVisible();
  await expect(part(1).getByText("At 1:02", { exact: true })).toBeVisible();
  await expect(part(2).getByText("As far as you got")).toBeVisible();
  await expect(part(3)).toContainText("Skipped");
  await expect(part(3).getByRole("img")).toHaveCount(0);
  await expect(page.locator("main img, main video, main canvas")).toHaveCount(0);
  expect(await page.locator("main").innerText()).not.toMatch(/\b0 (s|of|times)\b/);
  expect(await faults(page)).toEqual([]);
  await stage.look("end-mixed");
});

test("a session that did not get far is told what it was, not what it was not", async ({ server, visit }) => {
  const { page } = await visit();
  const nothing = mixed(1, "2026-11-20T08:15:00Z", { ending: "ended_early" }) as { steps: { verdict: string }[] };
  await save(server, { ...nothing, steps: nothing.steps.filter(({ verdict }) => verdict === "not_done"), next: { kind: "finish", step: "look-down", side: "left" } });
  await open(page, `${server.address}/history/${ID(1)}`);
  await expect(page.getByText("You took 2 minutes for yourself.")).toBeVisible();
  await expect(page.getByText(/If it suits you, try the part that you left out/)).toBeVisible();
  await open(page, `${server.address}/history`);
  await expect(page.getByRole("listitem").filter({ hasText: "Upper Back" })).toContainText("begun · 1 skipped · ended early");
});

test("a session is shown with the time that it was where it was done", async ({ server, visit }) => {
  const { page } = await visit({}, { timezoneId: "Asia/Tokyo", locale: "en-GB" });
  await save(server, mixed(1, "2026-11-20T23:45:00+01:00"));
  await open(page, `${server.address}/history`);
  // In Tokyo it was the next morning.
  await expect(page.locator(".day")).toHaveText(/^Friday,? 20 November 2026$/);
  await expect(page.locator("time")).toHaveText("23:45");
  await open(page, `${server.address}/history/${ID(1)}`);
  await expect(page.getByText(/20 November 2026 at 23:45/)).toBeVisible();
});

test("a page that is left open over midnight knows the day", async ({ server, visit }) => {
  const { page, context } = await visit({}, { timezoneId: "Europe/Berlin", locale: "en-GB" });
  await context.clock.install({ time: new Date("2026-11-20T23:58:00+01:00") });
  await save(server, mixed(1, "2026-11-20T22:10:00+01:00"));
  await open(page, `${server.address}/history`);
  await expect(page.locator(".day")).toHaveText("Today");
  const home = await context.newPage();
  await open(home, server.address);
  await expect(home.getByText("Last done today, at 22:10")).toBeVisible();
  await context.clock.runFor(3 * 60_000);
  await expect(page.locator(".day")).toHaveText("Yesterday");
  await expect(home.getByText("Last done yesterday, at 22:10")).toBeVisible();
});

test("loudness and a camera that mirrors are settings that stay", async ({ server, visit }) => {
  const { page } = await visit({}, { permissions: ["camera"] });
  await open(page, `${server.address}/settings`);
  const loudness = page.getByRole("slider", { name: /^Loudness/ });
  await expect(loudness).toHaveValue("0.7");
  await loudness.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("75%")).toBeVisible();
  // Cameras whose names the browser may give are there without being asked for.
  await page.getByRole("checkbox", { name: /^This camera mirrors my picture/ }).check();
  const kept = await page.evaluate(() => JSON.parse(localStorage.getItem("unhunch.settings") ?? "{}") as { volume: number; mirroredCameras: string[] });
  expect(kept.volume).toBe(0.75);
  expect(kept.mirroredCameras).toHaveLength(1);
  await page.reload();
  await expect(loudness).toHaveValue("0.75");
  await expect(page.getByRole("checkbox", { name: /^This camera mirrors my picture/ })).toBeChecked();
});

test("a voice is offered and tried in the page's language only", async ({ server, visit }) => {
  const { page, context } = await visit({}, { locale: "de-DE" });
  await context.addInitScript(() => {
    const voice = (name: string, lang: string, localService = true) => ({ name, lang, localService, default: name === "Zoe", voiceURI: name });
    const voices = [voice("Zoe", "en-US"), voice("Anna", "de-DE"), voice("Cloud", "de-DE", false), voice("Markus", "de_DE")];
    const said: unknown[] = [];
    Object.assign(window, { said });
    class Utterance {
      voice: { name: string } | null = null;
      lang = "";
      volume = 1;
      constructor(readonly text: string) {}
    }
    Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
    Object.defineProperty(window, "speechSynthesis", {
      value: Object.assign(new EventTarget(), { getVoices: () => voices, cancel: () => {}, speak: (words: Utterance) => void said.push([words.text, words.voice?.name, words.lang, words.volume]) }),
    });
  });
  await open(page, `${server.address}/settings`);
  const which = page.getByLabel("Stimme für Deutsch");
  expect(await which.locator("option").allTextContents()).toEqual(["Die erste passende", "Anna (de-DE)", "Markus (de_DE)"]);
  await which.selectOption("Markus");
  await page.getByRole("button", { name: "Ausprobieren" }).click();
  expect(await page.evaluate(() => (window as { said?: unknown }).said)).toEqual([["Heb das Kinn ein wenig.", "Markus", "de_DE", 0.7]]);
  expect(await page.evaluate(() => (JSON.parse(localStorage.getItem("unhunch.settings") ?? "{}") as { voices: unknown }).voices)).toEqual({ de: "Markus" });
});

test("the page can be installed where the browser offers it, and has no button where it does not", async ({ server, visit }) => {
  const { page } = await visit();
  await open(page, `${server.address}/settings`);
  const install = page.getByRole("main").getByRole("button", { name: "Install unhunch" });
  await expect(install).toHaveCount(0);
  await page.evaluate(() => {
    const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt: async () => void Object.assign(window, { asked: true }) });
    window.dispatchEvent(offer);
    Object.assign(window, { ours: offer.defaultPrevented });
  });
  await install.click();
  expect(await page.evaluate(() => [(window as { ours?: boolean }).ours, (window as { asked?: boolean }).asked])).toEqual([true, true]);
  await expect(install).toHaveCount(0);
});

test("shared is the guide's file or its text, never an address of this computer", async ({ server, visit }) => {
  const { page, context } = await visit();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "share"));
  await open(page, `${server.address}/guides/${GUIDE}`);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the guide file" }).click()]);
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText("The text of the guide is copied.")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(readFileSync((await file.path())!, "utf8"));
  expect(copied).not.toContain("127.0.0.1");
});
