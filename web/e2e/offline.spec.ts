/** Opened once, the page works without the program. */
import { expect, savedOn, test } from "./house";
import { openClock, safetyIsPassed } from "./person";

test("opened once, it opens and coaches without the program, and hands over later", async ({ server, visit }) => {
  const stage = await visit();
  await stage.quickens();
  await safetyIsPassed(stage);
  await stage.page.goto(server.address);
  await stage.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect.poll(() => stage.page.evaluate(async () => (await (await caches.open("unhunch-read")).keys()).length), { timeout: 20_000 }).toBeGreaterThan(2);
  await server.kill();

  const page = await stage.context.newPage();
  await page.goto(server.address);
  await expect(page.getByRole("link", { name: /Upper Back/ })).toBeVisible();
  await page.goto(`${server.address}/guides/upper-back`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.close();

  await openClock(stage, server.address);
  await stage.hurry(["reaching", "holding"]);
  await stage.page.keyboard.press("s");
  await expect(stage.page.locator("[data-saving]")).toHaveAttribute("data-saving", "waiting");
  await server.start();
  await stage.page.clock.fastForward(16_000);
  await expect(stage.page.locator("[data-saving]")).toHaveAttribute("data-saving", "saved");
  expect(await savedOn(server)).toHaveLength(1);
});

test("it can be installed: name, icons and start are there", async ({ server, visit }) => {
  const stage = await visit();
  await stage.page.goto(server.address);
  const href = await stage.page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = (await (await fetch(new URL(href!, server.address))).json()) as { name: string; start_url: string; display: string; icons: { src: string; sizes: string; purpose?: string }[] };
  expect(manifest).toMatchObject({ name: "unhunch", display: "standalone" });
  expect((await fetch(new URL(manifest.start_url, server.address))).status).toBe(200);
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
  for (const { src } of manifest.icons) expect((await fetch(new URL(src, server.address))).status, src).toBe(200);
});
