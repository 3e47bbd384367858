/** An article is brought, checked against its source sentence by sentence, kept, and coached; nothing of it leaves the tab. */
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { FILES, HTML, MARKDOWN, TEXT, TITLE } from "./articles";
import { root } from "./clips";
import { faults } from "./faults";
import { expect, test } from "./house";
import type { Program } from "./program";
import type { Stage } from "./stage";
import { put, RIGHT } from "./written";

const field = (page: Page) => page.getByRole("textbox", { name: "Text of the article" });
const open = async (page: Page, server: Program): Promise<void> => {
  await page.goto(`${server.address}/article`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
};
const checks = (page: Page) => page.getByRole("heading", { level: 1, name: "Check what was found" });
/** So long the reader may take on a computer that is busy with other work: it is loaded at the first article. */
const READ = { timeout: 30_000 };
/** What a screen reader is told. */
const told = (page: Page) => page.locator("main > [role=status]");
const progress = (page: Page) => page.locator(".review-progress");

async function bring(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.getByRole("button", { name: "Read it" }).click();
}

async function kept(server: Program, name: string): Promise<string> {
  return ((await (await fetch(`${server.address}/api/own-guides/${name}`)).json()) as { text: string }).text;
}

/** Everything that was asked for is of the program, and of it only its files and what a guide needs. */
function staysHere(stage: Stage, server: Program): void {
  for (const { method, url, body } of stage.sent) {
    const address = new URL(url.replace(/^blob:/, ""));
    expect(address.origin).toBe(server.address);
    if (method === "GET") expect(body).toBeNull();
    else expect(`${method} ${address.pathname}`).toMatch(/^PUT \/api\/own-guides\/[a-z0-9-]+$/);
  }
}

test("pasted with its shape, checked with the keyboard, kept over a reload, made one's own", async ({ server, visit }) => {
  const stage = await visit({}, { permissions: ["clipboard-read", "clipboard-write"], reducedMotion: "reduce" });
  const { page } = stage;
  await page.goto(server.address);
  await page.getByRole("link", { name: "Bring an article" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bring an article" })).toBeFocused();
  await page.evaluate(
    async ([html, text]) => {
      const blob = (type: string, words: string): Blob => new Blob([words], { type });
      await navigator.clipboard.write([new ClipboardItem({ "text/html": blob("text/html", html!), "text/plain": blob("text/plain", text!) })]);
    },
    [HTML, "Two exercises for the desk, without any shape."],
  );
  await field(page).focus();
  await page.keyboard.press("Control+v");
  await expect(page.getByText("Its headings and lists came with it.")).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Read it" }).press("Enter");

  // It is said what was found, and one begins to read at the heading.
  await expect(checks(page)).toBeFocused(READ);
  await expect(told(page)).toHaveText(/^Found: 2 steps, 8 sentences,( and)? \d+ rules suggested/);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(TITLE);
  await expect(page.getByRole("textbox", { name: "Author" })).toHaveValue("Ann Lee");

  // The sentence that one is at is marked in the source, with the words that made the rule.
  const tilt = page.getByRole("group", { name: "To reach: reach neck tilt {side}" });
  await tilt.getByRole("button", { name: /^Accept/ }).focus();
  await expect(page.locator(".source-sentence[data-here]")).toHaveText("Let your left ear sink towards your left shoulder.");
  await expect(page.locator(".source-sentence mark")).toContainText(["left", "ear", "sink"]);
  await page.keyboard.press("Enter");
  await expect(tilt.getByRole("button", { name: /^Accept/ })).toHaveAttribute("aria-pressed", "true");
  await expect(progress(page)).toHaveText(/to look at · 1 accepted/);
  await expect(told(page)).toHaveText(/1 accepted/);

  // What is struck is asked instead, or only shown.
  await page.getByRole("button", { name: "Strike: To keep: keep chin level" }).press("Enter");
  await expect(page.getByRole("radio", { name: "Asks you at the end of the step: “keep your chin level”" })).toBeChecked();
  await page.getByRole("textbox", { name: "Title" }).fill("Desk: two exercises");
  expect(await faults(page)).toEqual([]);

  // Neither a reload nor the way back loses it.
  await page.reload();
  await expect(checks(page)).toBeVisible(READ);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Desk: two exercises");
  await expect(progress(page)).toHaveText(/1 accepted · 1 struck/);
  await page.getByRole("link", { name: "About" }).click();
  await page.goBack();
  await expect(progress(page)).toHaveText(/1 accepted · 1 struck/);
  await page.getByRole("button", { name: "Accept all", exact: true }).click();
  await expect(progress(page)).toHaveText(/^All suggestions looked at/);

  // A name that is taken is refused.
  await put(server, "desk", RIGHT);
  await page.getByLabel("Name").fill("desk");
  await page.getByRole("button", { name: "Make it my guide" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "already" })).toHaveText("There is a guide called “desk” already. Choose another name.");
  await page.getByLabel("Name").fill("desk-2");
  await page.getByRole("button", { name: "Make it my guide" }).click();
  await expect(page).toHaveURL(`${server.address}/guides/desk-2`);
  await expect(page.getByRole("heading", { level: 1, name: "Desk: two exercises" })).toBeFocused();
  const text = await kept(server, "desk-2");
  expect(text).toContain("- Let your {side} ear sink towards your {side} shoulder. `reach neck tilt {side}`\n");
  expect(text).toContain("- Keep your chin level. `ask keep your chin level`\n");
  expect(text).not.toContain("# suggested");
  // It can be changed and kept once more.
  await page.goBack();
  await page.getByRole("button", { name: "Accept: To keep: keep chin level" }).click();
  await page.getByRole("button", { name: "Save the changes" }).click();
  await expect(page).toHaveURL(`${server.address}/guides/desk-2`);
  expect(await kept(server, "desk-2")).toContain("`keep chin level`\n");
  staysHere(stage, server);
  // The browser tells of the name that was taken.
  expect(stage.errors.filter((error) => !error.includes("412"))).toEqual([]);
});

test("a file of every kind, chosen or dropped, gives the same guide", async ({ server, visit }) => {
  const stage = await visit();
  const { page } = stage;
  await open(page, server);
  for (const [index, file] of FILES.entries()) {
    if (index % 2 === 0) await page.locator("[data-open]").setInputFiles(file);
    else {
      const dropped = await page.evaluateHandle(
        ([name, type, bytes]) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(bytes!), (letter) => letter.charCodeAt(0))], name!, { type: type! }));
          return data;
        },
        [file.name, file.mimeType, file.buffer.toString("base64")],
      );
      await page.dispatchEvent("main", "dragover", { dataTransfer: dropped });
      await expect(page.getByText("Drop it here")).toBeVisible();
      await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
    }
    await expect(checks(page), file.name).toBeVisible(READ);
    await expect(page.getByRole("textbox", { name: "Title" }), file.name).toHaveValue(TITLE);
    await expect(page.locator(".review-step"), file.name).toHaveCount(2);
    for (const rule of ["reach neck tilt {side}", "keep chin level", "hold 10 s", "reach blades together", "repeat 5"]) {
      await expect(page.getByRole("group", { name: new RegExp(`: ${rule.replace(/[{}]/g, "\\$&")}$`) }), `${file.name}: ${rule}`).toBeVisible();
    }
    // What is asked before something is put away that was not kept.
    await page.getByRole("button", { name: "Bring another article" }).click();
    await page.getByRole("button", { name: "Put it away" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Bring an article" })).toBeFocused();
  }
  staysHere(stage, server);
  expect(stage.errors).toEqual([]);
});

test("what can’t be read is said with what to do, and what was typed stays", async ({ server, visit }) => {
  const stage = await visit();
  const { page } = stage;
  await open(page, server);
  const alert = page.getByRole("alert");
  // Some of it is read first.
  const says = (words: RegExp, name = "text"): Promise<void> => expect(alert, name).toHaveText(words, READ);
  await page.getByRole("button", { name: "Read it" }).click();
  await says(/^There is nothing to read yet\./);
  // An address is told as soon as it is there.
  await field(page).fill("https://example.org/neck-stretches");
  await says(/^That is a web address, and this page fetches nothing from the web/);
  await page.getByRole("button", { name: "Read it" }).click();
  await says(/copy its text and paste it here/);
  await bring(page, "Whisk the eggs with the sugar, fold in the flour, and bake the cake for forty minutes until it is golden. Let it cool in the tin before you serve it with cream.");
  await says(/^There are no steps in it that move the body\./);
  await expect(field(page)).toHaveValue(/^Whisk the eggs/);
  await page.reload();
  await expect(field(page)).toHaveValue(/^Whisk the eggs/);
  await bring(page, "Asseyez-vous bien droit sur une chaise puis tournez doucement la tête vers votre épaule droite, sans forcer, gardez cette position pendant quinze secondes avant de revenir au milieu, recommencez ensuite avec votre autre épaule");
  await says(/^It seems to be in another language\./);
  const files: [string, Buffer, RegExp][] = [
    ["photo.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), /^There is no text in it that can be read/],
    ["empty.txt", Buffer.from(""), /^There is nothing to read yet\./],
    ["neck.url", Buffer.from("[InternetShortcut]\r\nURL=https://example.org/neck\r\n"), /^That is a web address/],
  ];
  for (const [name, buffer, words] of files) {
    await page.locator("[data-open]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
    await says(words, name);
  }
  // Made in the page: to hand over so much takes longer than all the rest.
  const large = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(11 * 1024 * 1024)], "large.txt"));
    return data;
  });
  await page.dispatchEvent("main", "drop", { dataTransfer: large });
  await says(/^The article is too large/);
  staysHere(stage, server);
  expect(stage.errors).toEqual([]);
});

test("a question is answered, a step accepted at once, and in German everything is German", async ({ server, visit }) => {
  const stage = await visit({}, { locale: "de-DE", reducedMotion: "reduce" });
  const { page } = stage;
  await open(page, server);
  await page.getByRole("textbox", { name: "Text des Artikels" }).fill(`${TEXT}\nHead turns\n1. Tilting the head to the left is next.\n2. Turn your head to the right.\n3. Turning your head to the left follows.\n`);
  await page.getByRole("button", { name: "Lesen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Prüf, was gefunden wurde" })).toBeFocused(READ);
  const question = page.locator(".found-question").first();
  await expect(question).toContainText("Nicht sicher, denn der Satz beschreibt nur und fordert zu nichts auf.");
  await question.getByRole("button", { name: /^Ja/ }).click();
  await expect(question.getByRole("button", { name: /^Ja/ })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Der Coach sagt: „Neig den Kopf nach links oder rechts.“").first()).toBeVisible();
  await page.getByRole("button", { name: "Hier alle streichen" }).first().click();
  await expect(page.locator(".review-step").first().locator(".found-rule:not([data-choice=strike])")).toHaveCount(0);
  // No word of the page in English but rules and how they are checked.
  const english = await page.locator("main :text-matches('\\\\b(the|article|sentence|says)\\\\b')").evaluateAll((all) =>
    all.filter((one) => !one.closest("[lang=en]") && one.children.length === 0).map((one) => one.textContent),
  );
  expect(english).toEqual([]);
  expect(await faults(page)).toEqual([]);
});

test("an article is opened in the editor and coached on a clip", async ({ server, visit }) => {
  const stage = await visit({ absent: true });
  const { page } = stage;
  await open(page, server);
  await bring(page, MARKDOWN);
  await expect(checks(page)).toBeVisible(READ);
  await page.getByRole("button", { name: "Open in the editor" }).click();
  await expect(page.getByRole("textbox", { name: "Text of the guide" })).toHaveValue(/# suggested/);
  await expect(page.locator("#problems-count")).not.toHaveText("Reading…");
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByLabel("What").selectOption({ label: "Ear to shoulder" });
  await page.locator("[data-clip]").setInputFiles(join(root, "clips/s2_lateral_neck_chin_drops_left.mp4"));
  // "Keep your chin level": the person of the clip lets it drop.
  await expect(stage.sentence(2)).toHaveAttribute("data-state", "broken", { timeout: 30_000 });
  expect(stage.sent.filter(({ method }) => method !== "GET")).toEqual([]);
  expect(stage.errors).toEqual([]);
});
