/** What the page says when the program's disk is full, and when something it keeps can't be read. */
import { faults } from "./faults";
import { expect, savedOn, test } from "./house";
import { openClock } from "./person";
import { mixed, save } from "./saved";

test("a full disk is said, and the session is saved when there is room", async ({ server, visit }) => {
  const stage = await visit();
  await stage.quickens();
  await openClock(stage, server.address);
  await stage.hurry(["reaching", "holding"]);
  await stage.page.route("**/api/sessions", (route) => (route.request().method() === "POST" ? route.fulfill({ status: 507, json: { error: "full", help: "" } }) : route.continue()));
  await stage.page.keyboard.press("s");
  const saving = stage.page.locator("[data-saving]");
  await expect(saving).toHaveText("The server’s disk is full. This session is kept on this computer and sent again when there is room.");
  await stage.look("saving-full");
  await stage.page.getByRole("link", { name: "To your history" }).click();
  await expect(stage.page.locator(".banner")).toContainText("disk is full");
  await stage.page.goBack();
  await stage.page.unroute("**/api/sessions");
  await stage.context.clock.fastForward(16_000);
  await expect(saving).toHaveAttribute("data-saving", "saved");
  expect(await savedOn(server)).toHaveLength(1);
});

test("a session that can't be read hides no other; it can be downloaded and deleted", async ({ server, visit }) => {
  await save(server, mixed(1, "2026-11-23T09:30:00Z"));
  const { page } = await visit({}, { reducedMotion: "reduce" });
  let rows = [{ of: "sessions", row: 7, name: null as string | null, why: "report is no text" }];
  await page.route("**/api/damaged", (route) => route.fulfill({ json: rows }));
  await page.route("**/api/damaged/sessions/7", (route) => {
    if (route.request().method() === "DELETE") {
      rows = [];
      return route.fulfill({ status: 204 });
    }
    return route.fulfill({ json: { id: null, report: "{" } });
  });
  await page.goto(`${server.address}/history`);
  const damaged = page.getByRole("region", { name: "One session can’t be read" });
  await expect(damaged).toBeVisible();
  await expect(page.locator(".sessions li")).toHaveCount(1);
  expect(await faults(page)).toEqual([]);
  const downloaded = page.waitForEvent("download");
  await damaged.getByRole("button", { name: "Download as it is: Number 7" }).click();
  expect((await downloaded).suggestedFilename()).toBe("unhunch-sessions-7.json");
  await damaged.getByRole("button", { name: "Delete what can’t be read: Number 7" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(damaged).toBeHidden();
  await expect(page.locator(".sessions li")).toHaveCount(1);
});
