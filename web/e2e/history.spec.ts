/** The look back: a week at a glance, guide by guide, and the ways out and in. On a year of made-up sessions, too. */
import { readFileSync } from "node:fs";

import type { Download, Page } from "@playwright/test";

import { faults } from "./faults";
import { expect, savedOn, test } from "./house";
import type { Program } from "./program";
import { unreachableAnywhere } from "./reach";
import { ID, mixed, save } from "./saved";
import { year } from "./year";

const NOW = "2026-11-30T20:00:00+01:00";
const GERMANY = { timezoneId: "Europe/Berlin", locale: "en-GB", reducedMotion: "reduce" } as const;

async function open(page: Page, server: Program, now = NOW): Promise<void> {
  await page.clock.setFixedTime(new Date(now));
  await page.goto(`${server.address}/history`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** As a person reads them in. */
async function readIn(page: Page, sessions: object[]): Promise<void> {
  await page.locator(".take-out-cards input[type=file]").setInputFiles({ name: "sessions.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(sessions)) });
}

async function textOf(download: Download): Promise<string> {
  return readFileSync((await download.path())!, "utf8");
}

test("this week: planned, done, seen and by one's own word, and one kind sentence", async ({ server, visit }) => {
  await save(server, mixed(1, "2026-11-30T08:15:00+01:00"));
  await save(server, mixed(2, "2026-11-30T12:15:00+01:00", { source: "self-reported", model: null }));
  await save(server, { ...mixed(3, "2026-11-30T16:15:00+01:00", { ending: "stopped" }), steps: [], events: [], next: undefined });
  await save(server, mixed(4, "2026-11-25T08:15:00+01:00"));
  const { page } = await visit({}, GERMANY);
  await open(page, server);
  const week = page.getByRole("region", { name: "This week" });
  const monday = week.locator(".week-day").first();
  for (const words of ["2 done", "1 seen", "1 by your word", "1 stopped"]) await expect(monday).toContainText(words);
  await expect(monday).toHaveAttribute("aria-current", "date");
  await expect(week.locator(".week-kind")).toHaveText(/^2 sessions, .* time for yourself\.$/);
  await page.getByRole("button", { name: "The week before" }).click();
  await expect(page.getByRole("region", { name: "Last week" })).toContainText(/23\s*–\s*29 November 2026/);
  await expect(page.locator(".week-day").nth(2)).toContainText("1 done");
  // Before the first session there is nothing to go back to.
  await expect(page.getByRole("button", { name: "The week before" })).toBeDisabled();
  await page.getByRole("button", { name: "The week after" }).click();
  await expect(monday).toContainText("2 done");
});

test("a year of three sessions a day is shown, told in a table, and gone through by the keyboard", async ({ server, visit }) => {
  const { page } = await visit({}, GERMANY);
  await open(page, server);
  await readIn(page, year("2026-11-30"));
  await expect(page.getByText("1,095 sessions are new.")).toBeVisible({ timeout: 60_000 });
  await page.reload();
  const guides = page.getByRole("group", { name: "Which guide" });
  await expect(guides.getByRole("radio")).toHaveCount(3);
  // What nobody has measured the error of has none.
  await expect(page.getByRole("article", { name: "Blade squeeze: Shoulder blades" })).toContainText("has not been measured");
  const turn = page.getByRole("article", { name: "Look down: Turn" });
  await expect(turn.locator(".plot-point").first()).toBeVisible();
  // Each side has its own sign, and each point its words.
  for (const side of ["left", "right"]) expect(await turn.locator(`.plot-point[data-side=${side}]`).count()).toBeGreaterThan(10);
  const points = await turn.locator(".plot-point").count();
  await turn.getByText("As a table").click();
  await expect(turn.locator("tbody tr")).toHaveCount(points);
  const last = turn.locator(".plot-point[tabindex='0']");
  await last.focus();
  const before = await last.getAttribute("aria-label");
  expect(before).toMatch(/(left|right), \d+° ± 3°, camera/);
  await page.keyboard.press("ArrowLeft");
  await expect(turn.locator(".plot-point:focus")).not.toHaveAttribute("aria-label", before!);
  await expect(turn.locator(".plot-said")).toHaveText((await turn.locator(".plot-point:focus").getAttribute("aria-label"))!);
  await expect(turn.locator(".plot-error").first()).toBeVisible();
  await expect(turn.locator(".left-right")).toContainText(/left \d+°, right \d+°/);
  await expect(page.getByRole("region", { name: "Where form breaks most" }).getByRole("listitem").first()).toContainText(/in \d+ of \d+/);
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  expect(await faults(page)).toEqual([]);
  for (const period of ["4 weeks", "12 months", "All"]) {
    await page.getByRole("radio", { name: period, exact: true }).check({ force: true });
    await expect(turn.locator(".plot-point").first()).toBeVisible();
  }
  await guides.getByRole("radio", { name: /Your Neck/ }).check();
  await expect(page.getByRole("heading", { level: 3, name: "How to Stretch Your Neck" })).toBeVisible();
  expect(await unreachableAnywhere(page)).toEqual({});
  // The newest first, and more when asked for.
  const shown = await page.locator(".sessions li").count();
  expect(shown).toBeLessThan(50);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(page.locator(".sessions li")).toHaveCount(shown + 30);
  expect(new Set(await page.locator(".sessions a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).size).toBe(shown + 30);
});

test("what is printed is the look back, without buttons, and fits the paper", async ({ server, visit }) => {
  for (const session of year("2026-11-30", 10)) await save(server, session);
  const { page } = await visit({}, GERMANY);
  await open(page, server);
  await expect(page.locator(".plot-point").first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("main button:visible, main summary:visible, main input:visible").count()).toBe(0);
  await expect(page.locator(".week-days")).toBeVisible();
  await expect(page.locator(".plot-drawing").first()).toBeVisible();
  expect((await page.pdf({ format: "A4" })).subarray(0, 4).toString()).toBe("%PDF");
});

test("sessions go out as files and come in again without doubles", async ({ server, visit }) => {
  const made = year("2026-11-30", 3);
  for (const session of made) await save(server, session);
  const { page } = await visit({}, { ...GERMANY, locale: "de-DE" });
  await open(page, server);
  const out = page.getByRole("article", { name: "Als Datei" });
  const take = async (format: RegExp): Promise<Download> => {
    await out.getByRole("radio", { name: format }).check();
    const [download] = await Promise.all([page.waitForEvent("download"), out.getByRole("button", { name: "Herunterladen" }).click()]);
    return download;
  };
  const json = await textOf(await take(/^JSON/));
  expect(await textOf(await take(/^CSV/))).toMatch(/^\ufeff?[a-z_]+;[a-z_]+;/);
  expect(JSON.parse(await textOf(await take(/^FHIR/)))).toMatchObject({ resourceType: "Bundle" });
  expect(await textOf(await take(/^PDF/))).toMatch(/^%PDF/);
  await out.getByRole("radio", { name: /^CSV/ }).check();
  await out.getByRole("combobox", { name: "Zwischen den Werten" }).selectOption(",");
  await expect(out.getByRole("button", { name: "Herunterladen" })).toBeDisabled();
  expect(await faults(page)).toEqual([]);

  const files = page.getByRole("article", { name: "Für deine Physiotherapie" });
  const both: string[] = [];
  page.on("download", (download) => both.push(download.suggestedFilename()));
  await files.getByRole("button", { name: "Beide Dateien erstellen" }).click();
  await expect.poll(() => both.map((name) => name.split(".").at(-1)).sort()).toEqual(["json", "pdf"]);

  await page.getByRole("button", { name: "Alle löschen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Alle löschen" }).click();
  await expect.poll(async () => (await savedOn(server)).length).toBe(0);
  const file = page.locator(".take-out-cards input[type=file]");
  const send = { name: "unhunch.json", mimeType: "application/json", buffer: Buffer.from(json) };
  await file.setInputFiles(send);
  await expect(page.getByText("9 Sitzungen sind neu.")).toBeVisible();
  await file.setInputFiles(send);
  await expect(page.getByText("Keine Sitzung ist neu. 9 waren schon da.")).toBeVisible();
  expect(await savedOn(server)).toHaveLength(9);
  await file.setInputFiles({ ...send, buffer: Buffer.from("no json") });
  await expect(page.getByText(/ist keine Datei mit Sitzungen/)).toBeVisible();
});

test("one session is deleted, and counts no longer", async ({ server, visit }) => {
  await save(server, mixed(1, "2026-11-30T08:15:00+01:00"));
  await save(server, mixed(2, "2026-11-30T12:15:00+01:00"));
  const { page } = await visit({}, GERMANY);
  await open(page, server);
  await expect(page.locator(".week-day").first()).toContainText("2 done");
  await page.getByRole("button", { name: /^Delete the session/ }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.locator(".week-day").first()).toContainText("1 done");
  await expect(page.locator(".sessions a")).toHaveAttribute("href", `/history/${ID(1)}`);
});
