/**
 * An hour before the camera, session after session in one tab, with a server that is asked for more than one page asks:
 * memory stays flat, and nobody complains. `make soak`; `MINUTES=` for less than 60.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, type Page, test } from "@playwright/test";

import { asCamera, root } from "./clips";
import { tabMemory } from "./memory";
import { openSession } from "./person";
import { Program } from "./program";
import { quantile } from "./rows";
import { Stage } from "./stage";

const MINUTES = Number(process.env["MINUTES"] ?? 60);
/** So that every part of a session is gone through, also its end, some ten times in an hour. */
const SESSION_MINUTES = Math.min(5, MINUTES / 4);
/** What is loaded once and kept is there by then. */
const SETTLED = 0.25;
const MOST_GROWTH = 1.05;

const server = new Program("release");
test.beforeAll(() => server.start());
test.afterAll(() => server.end());

interface Minute {
  minute: number;
  tab_mb: number | null;
  server_mb: number | null;
  judged: number;
}

/** Ends the session as a person does, unless it has ended, and goes by way of the guide into the next one, in the same tab. */
async function nextSession(page: Page): Promise<void> {
  const again = page.getByRole("link", { name: "Do it again" });
  const guide = page.getByRole("link", { name: "Back to the guide" });
  if (!(await again.isVisible())) {
    await page.keyboard.press("Escape");
    await again.or(guide).waitFor({ timeout: 30_000 });
  }
  if (await again.isVisible()) {
    await again.click();
  } else {
    await guide.click();
    await page.locator("a.primary[href$='/camera']").click();
  }
  await page.locator("[data-phase]").waitFor();
}

/** Saves, lists and deletes a session; what a page does in five minutes, each second. */
async function busy(page: Page, number: number): Promise<void> {
  const session = (await (await page.request.get(`${server.address}/api/sessions`)).json()) as { session: { id: string } }[];
  const [first] = session;
  if (!first) return;
  const id = `6a1f0c9e-0000-4000-8000-${String(number).padStart(12, "0")}`;
  const headers = { origin: server.address };
  const saved = await page.request.post(`${server.address}/api/sessions`, { headers, data: { ...first, session: { ...first.session, id, saved_at: undefined } } });
  expect(saved.status()).toBe(201);
  expect((await page.request.delete(`${server.address}/api/sessions/${id}`, { headers })).status()).toBe(204);
}

const growth = (sizes: number[]): number => {
  const settled = sizes.slice(Math.floor(sizes.length * SETTLED));
  const half = Math.ceil(settled.length / 2);
  return quantile(settled.slice(-half), 0.5) / quantile(settled.slice(0, half), 0.5);
};

test("an hour leaves memory where it was", async () => {
  test.setTimeout((MINUTES + 5) * 60_000);
  const stage = await Stage.open({ clip: asCamera("clips/s2_routine_correct.mp4") });
  await openSession(stage, server.address);
  const minutes: Minute[] = [];
  const begun = Date.now();
  const since = (): number => (Date.now() - begun) / 60_000;
  let next = SESSION_MINUTES;
  let requests = 0;
  while (since() < MINUTES) {
    await stage.page.waitForTimeout(1000);
    requests += 1;
    await busy(stage.page, requests);
    if (since() >= next) {
      next += SESSION_MINUTES;
      await nextSession(stage.page);
    }
    // Ten times in a short run, each minute in a long one.
    if (since() >= (minutes.length + 1) * Math.min(1, MINUTES / 20)) {
      const { views } = await stage.judged();
      minutes.push({ minute: Math.round(since() * 10) / 10, tab_mb: await tabMemory(stage), server_mb: server.memory(), judged: views });
      console.log(JSON.stringify(minutes.at(-1)));
    }
  }
  writeFileSync(join(root, "target/soak.json"), `${JSON.stringify({ minutes, requests }, null, 1)}\n`);
  const of = (size: (minute: Minute) => number | null): number[] => minutes.map(size).filter((mb) => mb !== null);
  for (const [what, sizes] of Object.entries({ tab: of((minute) => minute.tab_mb), server: of((minute) => minute.server_mb) })) {
    test.skip(sizes.length === 0, "skipped: this system has no /proc, so memory can't be told");
    console.log(`${what}: ${sizes[0]} MB at first, ${sizes.at(-1)} MB at the end, second half over first half ${growth(sizes).toFixed(3)}`);
    expect(growth(sizes), `${what}: ${sizes.join(", ")} MB`).toBeLessThanOrEqual(MOST_GROWTH);
  }
  expect(stage.errors).toEqual([]);
  const [ready, ...complaints] = server.log.trim().split("\n");
  expect(ready).toMatch(/^unhunch is ready/);
  expect(complaints).toEqual([]);
  await stage.close();
});
