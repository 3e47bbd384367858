/** A guide is written, kept, tried and followed: by mouse, by keyboard alone, and before a clip that stays in the tab. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { root } from "./clips";
import { faults } from "./faults";
import { expect, savedOn, test } from "./house";
import { safetyIsPassed } from "./person";
import type { Program } from "./program";
import { put, RIGHT, WRONG } from "./written";

const textField = (page: Page) => page.getByRole("textbox", { name: "Text of the guide" });
const count = (page: Page) => page.locator("#problems-count");

async function kept(server: Program, name: string): Promise<string | null> {
  const answer = await fetch(`${server.address}/api/own-guides/${name}`);
  return answer.ok ? ((await answer.json()) as { text: string }).text : null;
}

test("from the example to a guide that is followed, with the keyboard alone", async ({ server, visit }) => {
  const stage = await visit();
  const { page } = stage;
  await stage.quickens();
  await safetyIsPassed(stage);
  await page.goto(server.address);
  await page.getByRole("link", { name: "Write your own" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Write a guide" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Start from the example" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.clock.runFor(500);
  await expect(count(page)).toHaveText("No mistakes. The coach can follow this.");
  await expect(page.getByRole("heading", { level: 1, name: "My first guide" })).toBeVisible();

  // Tab goes through the field and does not stay in it.
  await textField(page).focus();
  await page.keyboard.press("Tab");
  await expect(textField(page)).not.toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(textField(page)).toBeFocused();

  // A slip of the pen is told where it is, and F8 leads to it.
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n- Again. `keep chin levle`");
  await page.clock.runFor(500);
  await expect(count(page)).toHaveText("1 mistake");
  await expect(page.getByRole("button", { name: /Line 25.*No phrase is called "chin levle".*Did you mean "chin level"\?/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Try it" })).toBeDisabled();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("F8");
  await page.keyboard.type("chin level");
  await page.clock.runFor(500);
  await expect(count(page)).toHaveText("No mistakes. The coach can follow this.");

  await page.keyboard.press("Control+s");
  await expect(page).toHaveURL(`${server.address}/edit/my-first-guide`);
  await expect(page.locator(".desk-state")).toHaveText("Saved");
  await expect(textField(page)).toBeFocused();
  expect(await kept(server, "my-first-guide")).toMatch(/keep chin level`$/);

  await page.goto(server.address);
  await page.getByRole("link", { name: "My first guide", exact: true }).press("Enter");
  // Its page leads back to the editor, and it is rated as the others are.
  await expect(page.getByRole("link", { name: "Edit My first guide" })).toHaveAttribute("href", "/edit/my-first-guide");
  await page.getByRole("radio", { name: "4 stars" }).press("Space");
  await expect(page.getByText("4.0 of 5, from 1 rating")).toBeVisible();
  await page.getByRole("link", { name: "Start without camera" }).press("Enter");
  await stage.hurry(["holding"]);
  await page.keyboard.press("Space");
  await stage.until(["paused"]);
  await page.getByRole("button", { name: "End here" }).press("Enter");
  await expect.poll(async () => (await savedOn(server)).length).toBe(1);
  expect((await savedOn(server))[0]).toMatchObject({ guide: { name: "my-first-guide" } });
  await page.goto(`${server.address}/history`);
  await expect(page.getByRole("link", { name: /My first guide/ })).toBeVisible();
  expect(stage.errors).toEqual([]);
});

test("what is not saved is not lost by a link, the back button or another tab", async ({ server, visit }) => {
  const stage = await visit();
  const { page } = stage;
  expect(await put(server, "ear", RIGHT)).toBe(201);
  await page.goto(server.address);
  await page.getByRole("link", { name: "Edit Ear to shoulder" }).click();
  await textField(page).press("Control+End");
  await page.keyboard.type("- More.");
  await expect(page.locator(".desk-state")).toHaveText("Not saved");

  await page.getByRole("link", { name: "History" }).click();
  const asks = page.getByRole("dialog", { name: "Leave without saving?" });
  await expect(asks).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(asks).toBeHidden();
  await page.goBack();
  await expect(asks).toBeVisible();
  await asks.getByRole("button", { name: "Cancel" }).click();
  await expect(page).toHaveURL(`${server.address}/edit/ear`);
  await expect(textField(page)).toHaveValue(/- More\.$/);

  // Somebody else writes meanwhile.
  expect(await put(server, "ear", `${RIGHT}- Theirs. \`note\`\n`)).toBe(200);
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("dialog", { name: "Changed elsewhere" })).toBeVisible();
  await page.getByRole("button", { name: "Save mine" }).click();
  await expect(page.locator(".desk-state")).toHaveText("Saved");
  expect(await kept(server, "ear")).toBe(`${RIGHT}- More.`);

  // It has a mistake now: it is kept, shown as unfinished, and leads back here.
  await page.getByRole("link", { name: "Guides" }).click();
  await expect(page.getByText("Not finished: it still has mistakes.")).toBeVisible();
  await page.getByRole("link", { name: "Ear to shoulder", exact: true }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL(`${server.address}/`);
  expect(await kept(server, "ear")).toBeNull();
});

test("the page that is held gives way to the back button once one says so", async ({ server, visit }) => {
  const { page } = await visit();
  await put(server, "ear", RIGHT);
  await page.goto(`${server.address}/about`);
  await page.getByRole("link", { name: "Guides" }).click();
  await page.getByRole("link", { name: "Edit Ear to shoulder" }).click();
  await textField(page).fill("gone");
  await expect(page.locator(".desk-state")).toHaveText("Not saved");
  await page.goBack();
  await page.getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL(`${server.address}/`);
  await expect(page.getByRole("heading", { level: 1, name: "Guides" })).toBeVisible();
});

test("a file is opened, a name that is taken is refused, and the file comes out as it went in", async ({ server, visit }) => {
  const { page } = await visit();
  await put(server, "ear-to-shoulder", RIGHT);
  const folder = mkdtempSync(join(tmpdir(), "unhunch-editor-"));
  const file = (name: string, bytes: string | Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  await page.goto(`${server.address}/edit`);
  const opens = page.locator("[data-open]");
  await opens.setInputFiles(file("long.md", "x".repeat(10 * 1024 * 1024)));
  await expect(page.getByRole("alert")).toHaveText("“long.md” is too long for a guide: 256 KB at most.");
  await opens.setInputFiles(file("bytes.md", Uint8Array.from([0xff, 0xfe, 0])));
  await expect(page.getByRole("alert")).toHaveText("“bytes.md” is no text in UTF-8.");
  await opens.setInputFiles(file("wrong.md", WRONG));
  await expect(count(page)).toHaveText("1 mistake");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("There is a guide called “ear-to-shoulder” already");
  await page.getByLabel("Name").fill("upper-back");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("There is a guide called “upper-back” already");
  await page.getByLabel("Name").fill("ear-2");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(`${server.address}/edit/ear-2`);
  const downloads = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const download = await downloads;
  expect(download.suggestedFilename()).toBe("ear-2.md");
  expect(readFileSync((await download.path())!, "utf8")).toBe(WRONG);
  // It outlives the program.
  await server.kill();
  await server.start();
  expect(await kept(server, "ear-2")).toBe(WRONG);
});

test("where there are as many guides as are kept, one is told to delete one", async ({ server, visit }) => {
  const { page } = await visit();
  for (let number = 1; number <= 200; number++) expect(await put(server, `guide-${number}`, RIGHT)).toBe(201);
  await page.goto(`${server.address}/edit`);
  await page.locator("[data-open]").setInputFiles({ name: "one-more.md", mimeType: "text/markdown", buffer: Buffer.from(RIGHT) });
  await expect(page.getByLabel("Name")).toHaveValue("ear-to-shoulder");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toHaveText("You have 200 guides. Delete one that you no longer need.");
  // Room is made in another tab: what was written is not lost.
  await fetch(`${server.address}/api/own-guides/guide-1`, { method: "DELETE", headers: { origin: server.address } });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(`${server.address}/edit/ear-to-shoulder`);
});

test("a clip from the disk is judged in the tab, and nothing of it is sent or kept", async ({ server, visit }) => {
  const stage = await visit({ absent: true });
  const { page } = stage;
  await page.goto(`${server.address}/edit`);
  await page.getByRole("combobox", { name: "Guide" }).selectOption("upper-back");
  await page.getByRole("button", { name: "Copy it" }).click();
  await expect(count(page)).not.toHaveText("Reading…");
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByLabel("What").selectOption("neck-tilt");
  await page.locator("[data-clip]").setInputFiles({ name: "notes.mp4", mimeType: "video/mp4", buffer: Buffer.from("no clip") });
  await expect(page.getByRole("alert").filter({ hasText: "notes.mp4" })).toHaveText("This browser can’t play “notes.mp4”.");
  await page.locator("[data-clip]").setInputFiles(join(root, "clips/s2_lateral_neck_chin_drops_left.mp4"));
  await expect(stage.sentence(2)).toHaveAttribute("data-state", "broken", { timeout: 30_000 });
  const over = page.locator('[data-trial="over"]');
  await expect(over).toBeVisible({ timeout: 40_000 });
  await expect(over.getByText("Not as the guide says")).toBeVisible();
  await page.getByRole("button", { name: "Back to the text" }).click();
  await expect(textField(page)).toBeFocused();
  expect(await savedOn(server)).toEqual([]);
  expect(stage.sent.filter(({ method }) => method !== "GET")).toEqual([]);
  for (const { url } of stage.sent) expect(url.startsWith(server.address) || url.startsWith(`blob:${server.address}`)).toBe(true);
  expect(stage.errors).toEqual([]);
});

/** With as many steps as a guide may have: 200. */
function longGuide(): string {
  const step = (number: number): string =>
    `## Tilt number ${number} {#tilt-${number}}\n\n\`each side\`\n\n- Face straight ahead. \`keep facing forward\`\n- Let your {side} ear sink towards your {side} shoulder. \`reach neck tilt {side}\`\n- Your chin stays where it was. \`keep chin level\`\n- Stay there for ten seconds. \`hold 10 s\`\n`;
  return `---\ntitle: Two hundred tilts\n---\n\nStop if it hurts.\n\n${Array.from({ length: 200 }, (_, index) => step(index + 1)).join("\n")}`;
}

test("typing does not lag in the longest guide", async ({ server, visit }) => {
  const stage = await visit();
  const { page } = stage;
  await put(server, "long", longGuide());
  await page.goto(`${server.address}/edit/long`);
  await expect(count(page)).toHaveText("No mistakes. The coach can follow this.");
  await textField(page).press("Control+End");
  // The page follows to where one writes.
  await expect(page.getByRole("heading", { name: "Tilt number 200" })).toBeInViewport();
  // From the key to the drawn letter, as the page itself measures it.
  const took = await page.evaluate(async () => {
    const field = document.querySelector<HTMLTextAreaElement>(".paper textarea")!;
    const times: number[] = [];
    for (let key = 0; key < 40; key++) {
      const began = performance.now();
      document.execCommand("insertText", false, "x");
      field.getBoundingClientRect();
      await new Promise(requestAnimationFrame);
      await new Promise((done) => setTimeout(done));
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b);
  });
  // Where one types is in sight, though not the field but what is around it scrolls.
  const { top, bottom } = await page.locator(".paper").evaluate((paper) => ({ top: paper.scrollTop, bottom: paper.scrollHeight - paper.clientHeight }));
  expect(bottom - top).toBeLessThan(60);
  await stage.look("editor-long-typed");
  console.log(`longest guide: a key takes ${took[20]!.toFixed(1)} ms (median), ${took[37]!.toFixed(1)} ms (95 %)`);
  // Six frames of the usual screen: the machine of the tests is busy with other work.
  expect(took[20]!).toBeLessThan(100);
});

const NARROW = { width: 320, height: 720 };

test("the editor: axe finds nothing, nothing is too wide or moves, light or dark", async ({ server, visit }) => {
  const stage = await visit({}, { reducedMotion: "reduce" });
  const { page } = stage;
  await put(server, "wrong", WRONG.replace("Sink your", "This cures you. Sink your"));
  await put(server, "long", longGuide());
  await put(server, "ear", RIGHT);
  const found: Record<string, string[]> = {};
  for (const [name, path] of [["guides", "/"], ["begin", "/edit"], ["wrong", "/edit/wrong"], ["long", "/edit/long"]] as const) {
    await page.goto(`${server.address}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    if (path.startsWith("/edit/")) await expect(count(page)).not.toHaveText("Reading…");
    else await expect(page.getByRole("link", { name: "Edit Ear to shoulder" }).or(page.getByRole("button", { name: "Start empty" })).first()).toBeVisible();
    found[name] = await faults(page);
  }
  // Narrow: the page stands behind a tab, reached by the arrow keys.
  await page.setViewportSize(NARROW);
  await page.goto(`${server.address}/edit/ear`);
  await page.getByRole("tab", { name: "Text" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "As it reads" })).toBeFocused();
  await expect(page.getByRole("tabpanel", { name: "As it reads" })).toContainText("Sink your left ear.");
  found["page narrow"] = await faults(page);
  // `faults` looks at other sizes, too, and leaves the window wide.
  await page.setViewportSize(NARROW);
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByRole("dialog", { name: "Try it" })).toBeVisible();
  found["trial"] = await faults(page);
  await page.keyboard.press("Escape");
  await page.goto(`${server.address}/edit`);
  await page.getByRole("button", { name: "Start empty" }).click();
  await expect(count(page)).toHaveText(/mistakes/);
  found["empty"] = await faults(page);
  await page.goto(`${server.address}/settings`);
  await expect(page.getByRole("button", { name: "Download all" })).toBeVisible();
  found["settings"] = await faults(page);
  expect(Object.entries(found).filter(([, faulty]) => faulty.length > 0)).toEqual([]);
});

test("download all and delete all mean the guides, too", async ({ server, visit }) => {
  const { page } = await visit();
  await put(server, "ear", RIGHT);
  await page.goto(`${server.address}/settings`);
  const downloads = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download all" }).click();
  const all = JSON.parse(readFileSync((await (await downloads).path())!, "utf8")) as { sessions: unknown[]; guides: { name: string; text: string }[] };
  expect(all.sessions).toEqual([]);
  expect(all.guides).toMatchObject([{ name: "ear", text: RIGHT }]);
  await page.getByRole("button", { name: "Delete all" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete all" }).click();
  await expect(page.getByText("Deleted.")).toBeVisible();
  expect(await kept(server, "ear")).toBeNull();
});
