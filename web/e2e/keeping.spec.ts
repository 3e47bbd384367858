/** Nothing is lost, and nothing is stored twice: the program away and back, two tabs, a page that is loaded again. */
import { expect, savedOn, test } from "./house";
import { openClock } from "./person";
import { unreachableAnywhere } from "./reach";

/** What waits is tried again a little sooner than this. */
const UNTIL_TRIED_AGAIN_MS = 16_000;

test("a program that is killed in the middle gets the session when it is back, once", async ({ server, visit }) => {
  const stage = await visit();
  await stage.quickens();
  await openClock(stage, server.address);
  await stage.hurry(["reaching", "holding"]);
  await server.kill();
  await stage.page.keyboard.press("s");
  await stage.until(["done"]);
  const saving = stage.page.locator("[data-saving]");
  await expect(saving).toHaveAttribute("data-saving", "waiting");
  await stage.look("saving-waits");
  // What is answered meanwhile is kept, too.
  await stage.page.getByRole("radio", { name: "A little" }).check();
  // Wherever one goes meanwhile, the page says that something waits.
  await stage.page.getByRole("link", { name: "To your history" }).click();
  await expect(stage.page.locator(".banner")).toBeVisible();
  expect(await unreachableAnywhere(stage.page)).toEqual({});
  await stage.page.goBack();
  await server.start();
  await stage.context.clock.fastForward(UNTIL_TRIED_AGAIN_MS);
  await expect(saving).toHaveAttribute("data-saving", "saved");
  await stage.page.reload();
  await expect(stage.page.getByRole("radio", { name: "A little" })).toBeChecked();
  const saved = await savedOn(server);
  expect(saved).toHaveLength(1);
  expect(saved[0]!.session).toMatchObject({ source: "self-reported", feedback: { stretch_felt: "a_little" } });
});

test("a tab that is closed while the program is away: the next one brings the session", async ({ server, visit }) => {
  const stage = await visit();
  await stage.quickens();
  await openClock(stage, server.address);
  await stage.hurry(["reaching", "holding"]);
  await server.kill();
  await stage.page.keyboard.press("s");
  await expect(stage.page.locator("[data-saving]")).toHaveAttribute("data-saving", "waiting");
  await stage.page.close();
  await server.start();
  const next = await stage.context.newPage();
  await next.goto(server.address);
  await expect.poll(async () => (await savedOn(server)).length, { timeout: 20_000 }).toBe(1);
});

test("two tabs coach at once, and each session is stored once", async ({ server, visit }) => {
  const stage = await visit();
  await stage.quickens();
  await openClock(stage, server.address);
  const other = await stage.context.newPage();
  await other.goto(stage.page.url());
  const session = other.locator("[data-phase]");
  await expect(session).toHaveAttribute("data-phase", /reaching|holding/, { timeout: 30_000 });
  await stage.hurry(["reaching", "holding"]);
  await expect(session).toHaveAttribute("data-phase", /reaching|holding/);
  await server.kill();
  for (const page of [stage.page, other]) await page.keyboard.press("s");
  for (const page of [stage.page, other]) await expect(page.locator("[data-saving]")).toHaveAttribute("data-saving", "waiting");
  await server.start();
  await stage.context.clock.fastForward(UNTIL_TRIED_AGAIN_MS);
  for (const page of [stage.page, other]) await expect(page.locator("[data-saving]")).toHaveAttribute("data-saving", "saved");
  const ids = (await savedOn(server)).map(({ session }) => session.id);
  expect(new Set(ids).size).toBe(2);
  expect(ids).toHaveLength(2);
});

test("a page that is loaded again in a session asks first, starts anew, and saves nothing twice", async ({ server, visit }) => {
  const stage = await visit();
  await stage.quickens();
  await openClock(stage, server.address);
  await stage.hurry(["holding"]);
  await expect.poll(async () => Number(await stage.session.getAttribute("data-hold-s"))).toBeGreaterThan(0);
  // Browsers ask only those who have pressed something.
  await stage.page.keyboard.press("m");
  const asked = new Promise<string>((resolve) => {
    stage.page.once("dialog", (dialog) => {
      resolve(dialog.type());
      void dialog.accept();
    });
  });
  await stage.page.reload();
  expect(await asked).toBe("beforeunload");
  await stage.until(["ready", "reaching"]);
  await stage.hurry(["reaching", "holding"]);
  await stage.page.keyboard.press("s");
  await expect(stage.page.locator("[data-saving]")).toHaveAttribute("data-saving", "saved");
  expect(await savedOn(server)).toHaveLength(1);
});
