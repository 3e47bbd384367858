/** The plan: what is planned and saved, a file that was changed by hand, a routine of one's own, a guide that somebody sent. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { faults } from "./faults";
import { expect, test } from "./house";
import type { Program } from "./program";
import { unreachableAnywhere } from "./reach";

interface Planned {
  guide: string;
  often: object;
  days: string[];
}

async function planOf(server: Program): Promise<{ version: string; put_off_min: number; quiet: object[]; breaks: Planned[] }> {
  return (await (await fetch(`${server.address}/api/plan`)).json()) as Awaited<ReturnType<typeof planOf>>;
}

async function open(page: Page, server: Program): Promise<void> {
  await page.goto(`${server.address}/plan`);
  await expect(page.getByRole("heading", { level: 1, name: "Plan" })).toBeVisible();
}

const saved = (page: Page) => page.locator(".plan-save [role=status]");

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"];

test("a guide is planned, changed and saved, and stands in the file", async ({ server, visit }) => {
  const { page } = await visit({}, { reducedMotion: "reduce" });
  await open(page, server);
  await expect(page.getByText("Nothing is planned yet.")).toBeVisible();
  await page.getByRole("region", { name: "Add a guide" }).getByRole("combobox").selectOption("upper-back");
  await page.getByRole("button", { name: "Add to the plan" }).click();
  await expect(saved(page)).toHaveText("Not saved yet");
  await page.getByRole("button", { name: "Change how often: How to Stretch the Upper Back" }).click();
  await page.getByRole("spinbutton", { name: "Times a day" }).fill("3");
  for (const day of ["Saturday", "Sunday"]) await page.getByRole("checkbox", { name: day }).uncheck({ force: true });
  await page.getByRole("button", { name: "Add quiet hours" }).click();
  await page.getByRole("spinbutton", { name: /^Minutes for which/ }).fill("45");
  await expect(page.locator(".planned")).toContainText("3 times a day, Monday to Friday");
  expect(await faults(page)).toEqual([]);
  expect(await unreachableAnywhere(page)).toEqual({});
  await page.getByRole("button", { name: "Save the plan" }).click();
  await expect(saved(page)).toHaveText("Saved");
  expect(await planOf(server)).toMatchObject({ put_off_min: 45, quiet: [{ from: "22:00", to: "07:00" }], breaks: [{ guide: "upper-back", often: { kind: "times_a_day", times: 3 }, days: WEEKDAYS }] });
  expect(readFileSync(join(server.data, "plan.toml"), "utf8")).toContain("3 times a day");
  await page.reload();
  await expect(page.locator(".planned")).toContainText("3 times a day, Monday to Friday");
  await expect(saved(page)).toHaveText("Saved");
});

test("hours and time at the desk are planned; what can't be saved is said", async ({ server, visit }) => {
  const { page } = await visit();
  await open(page, server);
  for (const guide of ["neck", "desk-break"]) {
    await page.getByRole("region", { name: "Add a guide" }).getByRole("combobox").selectOption(guide);
    await page.getByRole("button", { name: "Add to the plan" }).click();
  }
  await page.getByRole("button", { name: /^Change how often: How to Stretch Your Neck/ }).click();
  await page.getByRole("radio", { name: "At hours" }).check({ force: true });
  await page.getByRole("button", { name: "Add an hour" }).click();
  await page.getByLabel("Hour 2").fill("15:30");
  await page.getByRole("button", { name: /^Change how often: A Two-Minute Desk Break/ }).click();
  await page.getByRole("radio", { name: "After time at the desk" }).check({ force: true });
  const minutes = page.getByRole("spinbutton", { name: "Minutes at the desk" });
  await minutes.fill("4");
  await expect(page.getByText("A Two-Minute Desk Break: minutes from 5 to 480.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save the plan" })).toBeDisabled();
  await minutes.fill("45");
  await page.getByRole("button", { name: "Save the plan" }).click();
  await expect(saved(page)).toHaveText("Saved");
  expect((await planOf(server)).breaks.map(({ guide, often }) => [guide, often])).toEqual([
    ["neck", { kind: "at", times: ["10:00", "15:30"] }],
    ["desk-break", { kind: "every", minutes: 45 }],
  ]);
});

test("a file that was changed by hand meanwhile is shown, and nothing typed is lost", async ({ server, visit }) => {
  const { page } = await visit({}, { reducedMotion: "reduce" });
  await open(page, server);
  await page.getByRole("spinbutton", { name: /^Minutes for which/ }).fill("20");
  writeFileSync(join(server.data, "plan.toml"), '# Mine.\n[[break]]\nguide = "neck"\noften = "twice a day on weekends"\n');
  await page.getByRole("button", { name: "Save the plan" }).click();
  const conflict = page.getByRole("region", { name: "The plan was changed meanwhile" });
  await expect(conflict).toBeFocused();
  await expect(conflict).toContainText("How to Stretch Your Neck: 2 times a day, Saturday and Sunday");
  await expect(page.getByRole("spinbutton", { name: /^Minutes for which/ })).toHaveValue("20");
  expect(await faults(page)).toEqual([]);
  await conflict.getByRole("button", { name: "Take this one" }).click();
  await expect(conflict).toHaveCount(0);
  await expect(page.locator(".planned")).toContainText("2 times a day, Saturday and Sunday");
  await page.getByRole("spinbutton", { name: /^Minutes for which/ }).fill("25");
  await page.getByRole("button", { name: "Save the plan" }).click();
  await expect(saved(page)).toHaveText("Saved");
  expect(await planOf(server)).toMatchObject({ put_off_min: 25, breaks: [{ guide: "neck", days: ["saturday", "sunday"] }] });
  // What a person wrote around it stays.
  expect(readFileSync(join(server.data, "plan.toml"), "utf8")).toContain("# Mine.");
});

test("a mistake of the file is shown with its line", async ({ server, visit }) => {
  writeFileSync(join(server.data, "plan.toml"), '[[break]]\nguide = "neck"\noften = "now and then"\n');
  const { page } = await visit({}, { reducedMotion: "reduce" });
  await open(page, server);
  const mistakes = page.getByRole("region", { name: "Something in the plan’s file can’t be read" });
  await expect(mistakes.getByRole("listitem")).toContainText("Line 3");
  expect(await faults(page)).toEqual([]);
});

test("what is not saved is not lost by a link", async ({ server, visit }) => {
  const { page } = await visit();
  await open(page, server);
  await page.getByRole("button", { name: "Add to the plan" }).click();
  await page.getByRole("link", { name: "History" }).click();
  const asks = page.getByRole("dialog", { name: "Leave without saving?" });
  await asks.getByRole("button", { name: "Cancel" }).click();
  await expect(saved(page)).toHaveText("Not saved yet");
  await page.getByRole("link", { name: "History" }).click();
  await asks.getByRole("button", { name: "Leave" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "History" })).toBeVisible();
});

test("a routine out of steps of two guides, put in order by keyboard and mouse", async ({ server, visit }) => {
  const { page } = await visit({}, { reducedMotion: "reduce" });
  await open(page, server);
  const routine = page.getByRole("region", { name: "My routine" });
  await routine.getByRole("button", { name: "Make this routine" }).click();
  await expect(routine.getByText("Add at least one step.")).toBeVisible();
  await routine.getByLabel("Steps of").selectOption("upper-back");
  await routine.getByRole("button", { name: /^Add Tilt your neck/ }).click();
  await routine.getByRole("button", { name: /^Add Squeeze/ }).click();
  await routine.getByLabel("Steps of").selectOption("neck");
  await routine.getByRole("button", { name: "Add Nod and rest" }).click();
  const order = routine.locator(".routine-order li");
  const words = async (): Promise<string[]> => (await order.locator(".routine-words").allTextContents()).map((text) => text.split(" ")[0]!);
  expect(await words()).toEqual(["Tilt", "Squeeze", "Nod"]);
  const up = routine.getByRole("button", { name: "Earlier: Nod and rest" });
  await up.focus();
  await page.keyboard.press("Enter");
  expect(await words()).toEqual(["Tilt", "Nod", "Squeeze"]);
  await expect(up).toBeFocused();
  await page.keyboard.press("Enter");
  expect(await words()).toEqual(["Nod", "Tilt", "Squeeze"]);
  // It is the first now: the other way is where the focus went.
  await expect(routine.getByRole("button", { name: "Later: Nod and rest" })).toBeFocused();
  await order.nth(2).dragTo(order.nth(0));
  expect(await words()).toEqual(["Squeeze", "Nod", "Tilt"]);
  expect(await faults(page)).toEqual([]);
  expect(await unreachableAnywhere(page)).toEqual({});
  await routine.getByRole("textbox", { name: "Name" }).fill("My morning");
  await routine.getByRole("button", { name: "Make this routine" }).click();
  await expect(routine.getByText("“My morning” is among your guides.")).toBeVisible();
  const { text } = (await (await fetch(`${server.address}/api/own-guides/my-morning`)).json()) as { text: string };
  expect(text).toContain("title: My morning");
  expect((await planOf(server)).breaks.map(({ guide }) => guide)).toEqual(["my-morning"]);
  await expect(page.locator(".planned")).toContainText("My morning");
  await routine.getByRole("link", { name: "Open it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "My morning" })).toBeVisible();
  await expect(page.locator(".step-read")).toHaveCount(3);
});

const SENT = `---
title: Neck, gently
author: Ada Example
plan: 2 times a day on weekdays
---

Stop if it hurts.

## Tilt your neck {#tilt}

- Sink your left ear. \`reach neck tilt left\`
- Stay there. \`hold 10 s\`
`;

const send = (page: Page, name: string, text: string) => page.locator(".take-guide input[type=file]").setInputFiles({ name, mimeType: "text/markdown", buffer: Buffer.from(text) });

test("a guide that somebody sent is shown first, and taken with its plan", async ({ server, visit }) => {
  const { page } = await visit({}, { reducedMotion: "reduce" });
  await open(page, server);
  const take = page.getByRole("region", { name: "A guide from somebody" });
  await send(page, "from-ada (1).md", SENT);
  const shown = take.getByRole("article", { name: "Neck, gently" });
  await expect(shown).toContainText("By Ada Example");
  await expect(shown).toContainText("It is meant 2 times a day, Monday to Friday.");
  await expect(shown).toContainText("It is new here.");
  await expect(shown.getByRole("listitem").filter({ hasText: "Sink your left ear." }).last()).toBeVisible();
  expect(await faults(page)).toEqual([]);
  expect(await unreachableAnywhere(page)).toEqual({});
  const own = async (): Promise<string[]> => ((await (await fetch(`${server.address}/api/own-guides`)).json()) as { name: string }[]).map(({ name }) => name);
  expect(await own()).toEqual([]);
  expect((await planOf(server)).breaks).toEqual([]);
  await shown.getByRole("button", { name: "Take it" }).click();
  await expect(take.getByText("“Neck, gently” is among your guides, and in your plan.")).toBeVisible();
  expect(await own()).toEqual(["from-ada"]);
  expect((await planOf(server)).breaks).toMatchObject([{ guide: "from-ada", often: { kind: "times_a_day", times: 2 }, days: WEEKDAYS }]);

  // Its next version says what is other.
  await send(page, "from-ada.md", SENT.replace("2 times", "3 times").replace("hold 10 s", "hold 20 s"));
  await expect(shown).toContainText("It takes the place of your guide “Neck, gently”.");
  await expect(shown).toContainText("How often: 2 times a day, Monday to Friday, now 3 times a day, Monday to Friday.");
  await expect(shown).toContainText("Changed: “Tilt your neck”.");
  await shown.getByRole("button", { name: "Take it" }).click();
  await expect.poll(async () => (await planOf(server)).breaks).toMatchObject([{ guide: "from-ada", often: { times: 3 } }]);
});

test("a file with mistakes, one that has the name of another, and one that is dropped", async ({ server, visit }) => {
  const { page } = await visit({}, { reducedMotion: "reduce" });
  await open(page, server);
  const take = page.getByRole("region", { name: "A guide from somebody" });
  await send(page, "upper-back.md", SENT);
  await expect(take.getByText("A guide that comes with unhunch is called “upper-back”.")).toBeVisible();
  await send(page, "from-ada.md", SENT.replace("neck tilt left", "neck tlit left"));
  await expect(take.getByText(/^There is a mistake in it/)).toBeVisible();
  await expect(take.getByRole("button", { name: "Take it" })).toBeDisabled();
  expect(await faults(page)).toEqual([]);
  await take.getByRole("button", { name: "Leave it" }).click();
  const file = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.md", { type: "text/markdown" }));
    return data;
  }, SENT);
  await page.dispatchEvent(".take-guide", "drop", { dataTransfer: file });
  await expect(take.getByRole("article", { name: "Neck, gently" })).toBeVisible();
});
