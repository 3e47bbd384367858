/** After an update of the program: a page that is open says so, and the next load shows the new one. */
import { createServer, request, type Server } from "node:http";

import { expect, test } from "./house";
import { openClock } from "./person";
import type { Program } from "./program";
import { unreachableAnywhere } from "./reach";

/** Stands between page and program; once `updated` is set, the program seems to have been updated. */
class Updating {
  updated = false;
  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async before(program: Program): Promise<Updating> {
    const at = new URL(program.address);
    let self: Updating | null = null;
    const server = createServer((question, answer) => {
      const path = question.url ?? "/";
      const headers = { ...question.headers, host: at.host, ...(question.headers.origin && { origin: at.origin }) };
      const changed = self?.updated === true && ["/sw.js", "/", "/api/about"].includes(path);
      if (changed) {
        delete headers["accept-encoding"];
        delete headers["if-none-match"];
      }
      const asked = request({ host: at.hostname, port: at.port, path, method: question.method, headers }, (given) => {
        if (!changed) {
          answer.writeHead(given.statusCode ?? 502, given.headers);
          given.pipe(answer);
          return;
        }
        const parts: Buffer[] = [];
        given.on("data", (part: Buffer) => parts.push(part));
        given.on("end", () => {
          const { "content-length": _, etag: __, ...kept } = given.headers;
          answer.writeHead(given.statusCode ?? 502, kept);
          answer.end(newer(path, Buffer.concat(parts).toString()));
        });
      });
      asked.on("error", () => answer.destroy());
      question.pipe(asked);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    self = new Updating(server, `http://127.0.0.1:${port}`);
    return self;
  }

  close(): void {
    this.server.close();
  }
}

function newer(path: string, text: string): string {
  if (path === "/sw.js") return `${text.replaceAll("unhunch-page-", "unhunch-page-2-")}\n// The next edition.\n`;
  if (path === "/") return text.replace("<title>", '<meta name="edition" content="2"><title>');
  return text.replace(/"version":"[^"]*"/, '"version":"9.9.9"');
}

const NOTICE = "A new version is here.";

/** Opens the page so that it is kept, as an earlier visit did. */
async function visited(page: import("@playwright/test").Page, address: string): Promise<void> {
  await page.goto(address);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

const isNew = (page: import("@playwright/test").Page): Promise<boolean> => page.evaluate(() => document.querySelector('meta[name="edition"]') !== null);

test("an open page says that a new version is here, and loads it by one press", async ({ server, visit }) => {
  const between = await Updating.before(server);
  const { page, errors } = await visit();
  await visited(page, between.address);
  between.updated = true;
  // As when the tab is seen again.
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText(NOTICE)).toBeVisible({ timeout: 30_000 });
  expect(await isNew(page)).toBe(false);
  expect(await unreachableAnywhere(page)).toEqual({});
  await page.getByRole("button", { name: "Load it" }).click();
  await expect.poll(() => isNew(page).catch(() => false), { timeout: 20_000 }).toBe(true);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  // Loaded by the old worker or the new one, the page is the newest, and does not call itself old.
  await page.waitForTimeout(1500);
  await expect(page.getByText(NOTICE)).toHaveCount(0);
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("unhunch-page-")).length)).toBe(1);
  expect(errors).toEqual([]);
  between.close();
});

test("whoever presses nothing has the new page at the next load", async ({ server, visit }) => {
  const between = await Updating.before(server);
  const { page } = await visit();
  await visited(page, between.address);
  between.updated = true;
  await page.reload();
  expect(await isNew(page)).toBe(true);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("unhunch-page-"))), { timeout: 30_000 }).toEqual([expect.stringMatching("^unhunch-page-2-")]);
  await expect(page.getByText(NOTICE)).toHaveCount(0);
  between.close();
});

test("a session is never disturbed: it is told when it is over", async ({ server, visit }) => {
  const between = await Updating.before(server);
  const stage = await visit();
  const { page } = stage;
  await stage.quickens();
  await visited(page, between.address);
  await openClock(stage, between.address);
  await stage.hurry(["reaching", "holding"]);
  between.updated = true;
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
  await expect.poll(() => page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting)), { timeout: 30_000 }).toBe(true);
  await page.clock.runFor(2000);
  await expect(page.getByText(NOTICE)).toHaveCount(0);
  expect(await isNew(page)).toBe(false);
  await page.keyboard.press("s");
  await stage.until(["done"]);
  await expect(page.getByText(NOTICE)).toBeVisible();
  between.close();
});

test("About names the page's version beside the program's, and says when they differ", async ({ server, visit }) => {
  const between = await Updating.before(server);
  const { page } = await visit();
  await visited(page, `${between.address}/about`);
  await expect(page.getByText(/^This page: \d/)).toBeVisible();
  await expect(page.getByText(/^The program: \d/)).toBeVisible();
  await expect(page.getByText("of different versions")).toHaveCount(0);
  between.updated = true;
  await page.reload();
  await expect(page.getByText("The program: 9.9.9")).toBeVisible();
  await expect(page.getByText("of different versions")).toBeVisible();
  between.close();
});
