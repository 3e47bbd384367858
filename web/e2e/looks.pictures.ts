/** Pictures of every state in target/e2e/screens, wide and narrow, light and dark: for people to look at. */
import { join } from "node:path";

import { MARKDOWN } from "./articles";
import { asCamera, root, SITS_S } from "./clips";
import { expect, test } from "./house";
import { GUIDE, openClock, openSession, safetyIsPassed } from "./person";
import { mixed, save } from "./saved";
import type { Stage } from "./stage";
import { put, RIGHT, WRONG } from "./written";
import { year } from "./year";

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const SIDEWAYS = { width: 844, height: 390 };

/** The same moment in six clothes; what moves stands still for it where it can. */
async function looks(stage: Stage, name: string): Promise<void> {
  for (const [format, size] of [
    ["wide", WIDE],
    ["phone", PHONE],
    ["sideways", SIDEWAYS],
  ] as const) {
    await stage.page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await stage.page.emulateMedia({ colorScheme });
      await stage.look(`${name}-${format}-${colorScheme}`);
    }
  }
  await stage.page.setViewportSize(WIDE);
  await stage.page.emulateMedia({ colorScheme: "light" });
}

test("the pages", async ({ server, visit }) => {
  const stage = await visit();
  const { page } = stage;
  for (const [name, path] of [
    ["guides", "/"],
    ["guide", `/guides/${GUIDE}`],
    ["author", "/authors/unhunch"],
    ["history-empty", "/history"],
    ["settings", "/settings"],
    ["about", "/about"],
    ["safety-text", "/safety"],
    ["not-found", "/no-such-page"],
    ["safety-questions", `/guides/${GUIDE}/clock`],
  ] as const) {
    await page.goto(`${server.address}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await looks(stage, name);
  }
  for (const choice of await page.getByRole("checkbox").all()) await choice.check();
  await page.getByRole("button", { name: "Some of it fits me" }).click();
  await expect(page.getByRole("heading", { name: "Not today" })).toBeVisible();
  await looks(stage, "not-today");
});

for (const language of ["en", "de"]) {
  test(`the plan, and a year of sessions, in ${language}`, async ({ server, visit }) => {
    test.setTimeout(300_000);
    const sessions = JSON.stringify(year(new Date().toISOString().slice(0, 10)));
    const json = { "content-type": "application/json", origin: server.address };
    expect((await fetch(`${server.address}/api/history/import`, { method: "POST", headers: json, body: sessions })).status).toBe(200);
    const breaks = [
      { guide: "upper-back", often: { kind: "times_a_day", times: 3 }, days: ["monday", "tuesday", "wednesday", "thursday", "friday"] },
      { guide: "desk-break", often: { kind: "every", minutes: 45 }, days: ["monday", "wednesday", "friday"] },
    ];
    const plan = JSON.stringify({ quiet: [{ from: "22:00", to: "07:00" }], put_off_min: 30, breaks });
    expect((await fetch(`${server.address}/api/plan`, { method: "PUT", headers: { ...json, "if-match": '""' }, body: plan })).status).toBe(200);
    const stage = await visit({}, { locale: language, reducedMotion: "reduce" });
    const { page } = stage;
    await page.goto(`${server.address}/plan`);
    await expect(page.locator(".planned > li")).toHaveCount(2);
    await looks(stage, `plan-${language}`);
    await page.goto(`${server.address}/history`);
    await expect(page.locator(".plot-point").first()).toBeVisible();
    await looks(stage, `history-year-${language}`);
    await page.locator(".one-range").first().scrollIntoViewIfNeeded();
    await looks(stage, `history-year-ranges-${language}`);
    await page.pdf({ path: join(root, "target/e2e/screens", `history-year-${language}.pdf`), format: "A4" });
  });
}

test("the editor", async ({ server, visit }) => {
  const stage = await visit();
  const { page } = stage;
  for (const [name, written] of [
    ["wrong", WRONG],
    ["right", RIGHT],
  ] as const) {
    await put(server, name, written);
    await page.goto(`${server.address}/edit/${name}`);
    await expect(page.locator("#problems-count")).not.toHaveText("Reading…");
    await looks(stage, `editor-${name}`);
  }
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByRole("dialog", { name: "Try it" })).toBeVisible();
  await looks(stage, "editor-trial");
  for (const [name, path] of [
    ["begin", "/edit"],
    ["own-guides", "/"],
  ] as const) {
    await page.goto(`${server.address}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await looks(stage, `editor-${name}`);
  }
});

for (const language of ["en", "de", "es"]) {
  test(`an article, in ${language}`, async ({ server, visit }) => {
    const stage = await visit({}, { locale: language, reducedMotion: "reduce" });
    const { page } = stage;
    await page.goto(`${server.address}/article`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await looks(stage, `article-${language}`);
    await page.locator("#bring-text").fill("https://example.org/neck");
    await looks(stage, `article-address-${language}`);
    await page.locator("#bring-text").fill(MARKDOWN);
    await page.locator("[type=submit]").click();
    await expect(page.locator(".review-step")).toHaveCount(2);
    await looks(stage, `article-review-${language}`);
    await page.locator("[data-answer=accept]").nth(2).click();
    await page.locator("[data-answer=strike]").nth(3).click();
    await page.locator(".review-step").first().scrollIntoViewIfNeeded();
    await looks(stage, `article-chosen-${language}`);
    await page.locator(".review-saving").scrollIntoViewIfNeeded();
    await looks(stage, `article-saving-${language}`);
  });
}

test("a session by the clock", async ({ server, visit }) => {
  const stage = await visit();
  await stage.quickens();
  await safetyIsPassed(stage);
  await stage.page.goto(`${server.address}/guides/${GUIDE}/clock`);
  for (const phase of ["ready", "reaching", "holding", "asking"]) {
    await stage.hurry([phase]);
    await looks(stage, `clock-${phase}`);
  }
  await stage.page.keyboard.press("Space");
  await stage.until(["paused"]);
  await looks(stage, "clock-paused");
  await stage.page.getByRole("button", { name: "End here" }).click();
  await expect(stage.page.locator("[data-saving]")).toHaveAttribute("data-saving", "saved");
  await looks(stage, "end-clock");
  await stage.page.goto(`${server.address}/history`);
  await expect(stage.page.locator(".sessions").getByText("by your own word")).toBeVisible();
  await looks(stage, "history");
});

for (const language of ["en", "de"]) {
  test(`what can't be read, and a full disk, in ${language}`, async ({ server, visit }) => {
    await save(server, mixed(1, "2026-11-23T09:30:00Z"));
    const stage = await visit({}, { locale: language, reducedMotion: "reduce" });
    const { page } = stage;
    const rows = [7, 8].map((row) => ({ of: "sessions", row, name: null, why: "report is no text" }));
    await page.route("**/api/damaged", (route) => route.fulfill({ json: rows }));
    await page.goto(`${server.address}/history`);
    await expect(page.locator(".damaged")).toBeVisible();
    await looks(stage, `history-damaged-${language}`);
    await page.locator(".damaged button.danger").first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await looks(stage, `history-damaged-sure-${language}`);
    await stage.quickens();
    await openClock(stage, server.address);
    await stage.hurry(["reaching", "holding"]);
    await page.route("**/api/sessions", (route) => (route.request().method() === "POST" ? route.fulfill({ status: 507, json: { error: "full", help: "" } }) : route.continue()));
    await page.keyboard.press("s");
    await expect(page.locator("[data-saving]")).toBeVisible();
    await looks(stage, `end-disk-full-${language}`);
  });
}

test("a session before the camera", async ({ server, visit }) => {
  const stage = await visit({ clip: asCamera("clips/s2_lateral_neck_chin_drops_left.mp4", SITS_S) });
  await openSession(stage, server.address, { step: "neck-tilt" });
  await stage.until(["neutral"]);
  await looks(stage, "neutral");
  await expect(stage.sentence(2)).toHaveAttribute("data-state", "broken", { timeout: 30_000 });
  // `make pictures` copies this one to docs/coach.png.
  await stage.page.setViewportSize({ width: 1200, height: 740 });
  await stage.look("coach");
  await looks(stage, "broken");
  await stage.page.keyboard.press("Space");
  await stage.until(["paused"]);
  await looks(stage, "paused");
  await stage.page.getByRole("button", { name: "End here" }).click();
  await stage.until(["done"]);
  await expect(stage.page.locator("[data-saving]")).toHaveAttribute("data-saving", "saved");
  await looks(stage, "end");
});

test("the routine before the camera", async ({ server, visit }) => {
  const stage = await visit({ clip: asCamera("clips/s2_routine_correct.mp4") });
  await openSession(stage, server.address);
  await expect.poll(async () => Number(await stage.session.getAttribute("data-hold-s")), { timeout: 60_000 }).toBeGreaterThan(1);
  await looks(stage, "holding");
  await stage.page.keyboard.press("Escape");
  await expect(stage.page.getByRole("heading", { name: "You stopped: that was right" })).toBeVisible();
  await looks(stage, "end-stopped");
});

test("nobody before the camera", async ({ server, visit }) => {
  const stage = await visit();
  await safetyIsPassed(stage);
  await openSession(stage, server.address);
  await expect(stage.page.locator('[data-hint="nobody"]')).toBeVisible({ timeout: 20_000 });
  await looks(stage, "setup-nobody");
});
