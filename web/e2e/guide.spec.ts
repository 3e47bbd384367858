/** A guide to read: drawings, author, rating, print, share, language. */
import { readFileSync } from "node:fs";

import type { Locator, Page } from "@playwright/test";

import { faults } from "./faults";
import { expect, test } from "./house";
import { GUIDE } from "./person";
import type { Program } from "./program";
import { put } from "./written";

interface Card {
  name: string;
  title: string;
  author: string;
  steps: number;
}

async function read<T>(server: Program, path: string): Promise<T> {
  return (await (await fetch(`${server.address}${path}`)).json()) as T;
}

const cards = (server: Program): Promise<Card[]> => read(server, "/api/guides");

async function open(page: Page, server: Program, name: string = GUIDE): Promise<void> {
  await page.goto(`${server.address}/guides/${name}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Rating" })).toBeVisible();
}

/** What is pressed with the mouse; the radio button in it is there for everybody else. */
const star = (page: Page, count: number): Locator => page.locator(".star").nth(count - 1);

test("every guide has a drawing of each step that is watched, of both sides, and reads as a HowTo", async ({ server, visit }) => {
  const { page, errors } = await visit();
  const all = await cards(server);
  expect(all.length).toBeGreaterThanOrEqual(17);
  let drawn = 0;
  let undrawn = 0;
  for (const { name, title, steps } of all) {
    await open(page, server, name);
    await expect(page.locator(".steps-read > li")).toHaveCount(steps);
    for (const step of await page.locator(".steps-read > li").all()) {
      const drawings = step.getByRole("img", { name: /^Drawing: / });
      const box = (await step.locator(".figure").first().boundingBox())!;
      expect(box.width).toBeGreaterThan(100);
      // What no camera sees is told by the clock.
      if ((await step.locator(".undrawn").count()) > 0) {
        await expect(drawings).toHaveCount(0);
        undrawn++;
        continue;
      }
      const sides = (await step.getByText("Each side").count()) > 0 ? 2 : 1;
      await expect(drawings).toHaveCount(sides);
      drawn++;
    }
    const said = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent())!) as { "@type": string; name: string; step: { itemListElement: { text: string }[] }[] };
    expect(said).toMatchObject({ "@type": "HowTo", name: title });
    expect(said.step).toHaveLength(steps);
    const shown = await page.locator(".sentences-read > li").allTextContents();
    expect(said.step.flatMap((step) => step.itemListElement.map((sentence) => sentence.text))).toEqual(shown);
    expect(shown.join()).not.toContain("{side}");
  }
  expect(drawn).toBeGreaterThan(undrawn);
  expect(errors).toEqual([]);
});

test("left and right are each other's mirror image", async ({ server, visit }) => {
  const { page } = await visit({}, { reducedMotion: "reduce" });
  await open(page, server);
  const middles = await page.locator("#step-neck-tilt").evaluate((title) =>
    [...title.closest("section")!.querySelectorAll(".figure")].map((figure) => {
      const head = (figure.querySelector(".f-skin") as SVGPathElement).getBBox();
      return head.x + head.width / 2;
    }),
  );
  expect(middles).toHaveLength(2);
  expect(middles[0]).toBeLessThan(-5);
  expect(middles[1]).toBeCloseTo(-middles[0]!, 0);
});

test("drawings move until the person or their computer wants them still", async ({ server, visit }) => {
  const { page } = await visit({}, { reducedMotion: "no-preference" });
  await open(page, server);
  const moving = page.locator('.figure[data-moves="true"]');
  expect(await moving.count()).toBeGreaterThan(3);
  // What moves is seen: the head goes from its place at rest to that at the end of the movement, and back.
  const figure = page.locator("section", { has: page.locator("#step-neck-tilt") }).locator(".figure").first();
  const head = (): Promise<number> => figure.locator(".f-skin").first().evaluate((path: SVGPathElement) => path.getBBox().x);
  await figure.scrollIntoViewIfNeeded();
  const places: number[] = [];
  const wentBy = async (): Promise<number> => {
    places.push(await head());
    return Math.max(...places) - Math.min(...places);
  };
  await expect.poll(wentBy, { timeout: 10_000, intervals: [100] }).toBeGreaterThan(5);
  await page.getByRole("button", { name: "Hold the pictures still" }).click();
  await expect(moving).toHaveCount(0);
  const still = await head();
  await page.waitForTimeout(500);
  expect(await head()).toBe(still);
  await page.reload();
  await expect(page.getByRole("button", { name: "Let the pictures move" })).toBeVisible();
  await expect(moving).toHaveCount(0);
  await page.getByRole("button", { name: "Let the pictures move" }).click();
  await expect(moving).not.toHaveCount(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(moving).toHaveCount(0);
  await expect(page.getByRole("button", { name: /pictures/ })).toHaveCount(0);
});

test("each guide fits on one sheet of paper, and what is pressed is not printed", async ({ server, visit }) => {
  const { page } = await visit();
  for (const { name } of await cards(server)) {
    await open(page, server, name);
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g);
    expect(sheets, name).toHaveLength(1);
  }
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("img").first()).toBeVisible();
});

test("an author has a page with all guides of theirs that are here", async ({ server, visit }) => {
  const { page } = await visit({}, { reducedMotion: "reduce" });
  const all = await cards(server);
  const own = all.filter((card) => card.author === all[0]!.author);
  await open(page, server);
  await page.getByRole("link", { name: all[0]!.author, exact: true }).last().click();
  await expect(page.getByRole("heading", { level: 1, name: all[0]!.author })).toBeFocused();
  await expect(page.getByText(`${own.length} guides here`)).toBeVisible();
  await expect(page.getByText("No ratings yet")).toBeVisible();
  expect(await page.locator(".guide-card h2").allTextContents()).toEqual(own.map((card) => card.title));
  expect(await faults(page)).toEqual([]);
  await page.goto(`${server.address}/authors/nobody`);
  await expect(page.getByRole("heading", { name: "Nobody of this name wrote a guide here" })).toBeVisible();
});

test("a rating is given, changed and taken back by keyboard, and stays", async ({ server, visit }) => {
  const { page, errors } = await visit({}, { reducedMotion: "reduce" });
  const saved = (): Promise<{ guide: string; stars: number }[]> => read(server, "/api/ratings");
  await open(page, server);
  await expect(page.getByText("No ratings yet")).toBeVisible();
  await expect(page.locator(".histogram")).toHaveCount(0);
  const group = page.getByRole("group", { name: "Your rating" });
  await group.getByRole("radio", { name: "1 star", exact: true }).focus();
  await page.keyboard.press("Space");
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press("ArrowRight");
  await expect(group.getByRole("radio", { name: "4 stars" })).toBeChecked();
  await expect(page.getByText("Saved: 4 stars.")).toBeVisible();
  await expect(page.getByText("4.0 of 5, from 1 rating")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "4 stars: 1 rating" })).toHaveCount(1);
  await expect(page.getByRole("listitem").filter({ hasText: "5 stars: 0 ratings" })).toHaveCount(1);
  await expect.poll(saved).toMatchObject([{ guide: GUIDE, stars: 4 }]);
  expect(await faults(page)).toEqual([]);

  await page.reload();
  await expect(group.getByRole("radio", { name: "4 stars" })).toBeChecked();
  await star(page, 2).click();
  await expect.poll(saved).toMatchObject([{ guide: GUIDE, stars: 2 }]);
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("No ratings yet")).toBeVisible();
  await expect.poll(saved).toEqual([]);
  expect(errors).toEqual([]);
});

test("a rating that can't be saved says so, and shows what is saved", async ({ server, visit }) => {
  const { page } = await visit();
  await open(page, server);
  await star(page, 5).click();
  await expect(page.getByText("Saved: 5 stars.")).toBeVisible();
  await server.kill();
  await star(page, 1).click();
  await expect(page.getByText("Not saved: the server does not answer.")).toBeVisible();
  await expect(page.getByRole("radio", { name: "5 stars" })).toBeChecked();
});

test("ratings are taken along and deleted with the rest of the data", async ({ server, visit }) => {
  const { page } = await visit();
  await open(page, server);
  await star(page, 3).click();
  await expect(page.getByText("Saved: 3 stars.")).toBeVisible();
  await page.goto(`${server.address}/settings`);
  await expect(page.getByText("You rated one guide.")).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the ratings as JSON" }).click()]);
  expect(JSON.parse(readFileSync((await file.path())!, "utf8"))).toMatchObject([{ guide: GUIDE, stars: 3 }]);
  await page.getByRole("button", { name: "Delete the ratings" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete the ratings" }).click();
  await expect(page.getByText("You rated one guide.")).toHaveCount(0);
  expect(await read(server, "/api/ratings")).toEqual([]);
});

test("the guide file is downloaded as it is", async ({ server, visit }) => {
  const { page } = await visit();
  await open(page, server);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the guide file" }).click()]);
  expect(file.suggestedFilename()).toBe(`${GUIDE}.md`);
  expect(readFileSync((await file.path())!, "utf8")).toBe((await read<{ text: string }>(server, `/api/guides/${GUIDE}`)).text);
});

test("where the browser can share, it gets the guide", async ({ server, visit }) => {
  const { page } = await visit();
  await page.addInitScript(() => {
    Object.assign(Navigator.prototype, {
      canShare: () => true,
      share: async (what: ShareData) => void Object.assign(window, { given: [what.title, what.files?.[0]?.name] }),
    });
  });
  await open(page, server);
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText("Shared.")).toBeVisible();
  expect(await page.evaluate(() => (window as { given?: string[] }).given)).toEqual(["How to Stretch the Upper Back", `${GUIDE}.md`]);
});

test("the page speaks the browser's language, and the one that is chosen", async ({ server, visit }) => {
  const { page } = await visit({}, { locale: "de-AT", reducedMotion: "reduce" });
  const lang = (): Promise<string> => page.evaluate(() => document.documentElement.lang);
  await page.goto(`${server.address}/guides/${GUIDE}`);
  await expect(page.getByRole("heading", { level: 1, name: "So dehnst du den oberen Rücken" })).toBeVisible();
  expect(await lang()).toBe("de");
  await expect(page.locator(".sentences-read").getByText("Dreh den Kopf nach links")).toBeVisible();
  await expect(page.getByRole("link", { name: "Mit Kamera beginnen" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  // A guide that is not translated says so, and in which language it is.
  const english = "---\ntitle: Ear to shoulder\n---\n\nStop if it hurts.\n\n## Tilt {#tilt}\n\n- Sink your left ear. `reach neck tilt left`\n";
  await put(server, "ear", english);
  await page.goto(`${server.address}/guides/ear`);
  await expect(page.locator("h1[lang=en]")).toBeVisible();
  await expect(page.getByText("Diese Anleitung ist noch nicht übersetzt. Sie ist auf Englisch")).toBeVisible();

  await page.goto(`${server.address}/settings`);
  await page.getByLabel("Sprache der Seite").selectOption("es");
  await expect(page.getByRole("heading", { level: 1, name: "Ajustes" })).toBeVisible();
  expect(await lang()).toBe("es");
  await page.goto(`${server.address}/guides/${GUIDE}`);
  await expect(page.getByRole("heading", { level: 1, name: "Cómo estirar la parte alta de la espalda" })).toBeVisible();
  await page.goto(`${server.address}/settings`);
  await page.getByLabel("Idioma de la página").selectOption("");
  await expect(page.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();
});

test("a session is in the guide's language, sides too", async ({ server, visit }) => {
  const stage = await visit({}, { locale: "de-DE" });
  await stage.quickens();
  await stage.context.addInitScript(() => localStorage.setItem("unhunch.safety", JSON.stringify({ edition: 1, at: new Date().toISOString() })));
  await stage.page.goto(`${server.address}/guides/${GUIDE}/clock?step=neck-tilt&side=right`);
  await stage.hurry(["reaching", "holding"]);
  await expect(stage.page.getByText("Neig den Kopf nach rechts, sodass das Ohr zur Schulter sinkt.")).toBeVisible();
  await expect(stage.page.getByRole("button", { name: "Es tut weh: stopp" })).toBeVisible();
  expect(stage.errors).toEqual([]);
});
