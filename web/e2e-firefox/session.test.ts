/** Sessions in Firefox: by the clock with the mouse and with the keyboard alone, and before a camera that sees nobody. */
import { expect } from "vitest";

import { savedOn } from "../e2e/kept";
import type { Visitor } from "./firefox";
import { GUIDE, test } from "./house";

const UNDER_WAY = ["ready", "reaching", "holding", "returning"];

/** Seconds that are left, as a screen reader reads them; null where none are shown. */
async function secondsLeft(visitor: Visitor): Promise<number | null> {
  return visitor.page.$eval("[data-session]", (session) => {
    const shown = /(\d+|one) seconds? left/.exec(session.textContent ?? "")?.[1];
    return shown === undefined ? null : shown === "one" ? 1 : Number(shown);
  });
}

test("a session by the clock, with the mouse: the step is named, the clock counts down, and it stops at once", async ({ server, visitor }) => {
  await visitor.goto("/");
  await visitor.click("main .guide-card a", /Upper Back/);
  await visitor.click("a", /^Start without camera/);
  await visitor.find("h1", /^Before you start$/);
  await visitor.click("button", /^None of this: go on$/);

  const { steps } = (await (await fetch(`${server.address}/api/guides/${GUIDE}`)).json()) as { steps: { title: string }[] };
  await visitor.until(...UNDER_WAY);
  await expect.poll(() => visitor.page.$eval("[data-session] h1", (heading) => heading.textContent)).toBe(steps[0]!.title);
  expect(await visitor.session("source")).toBe("self-reported");

  await visitor.until("holding");
  const before = await secondsLeft(visitor);
  expect(before).not.toBeNull();
  await expect.poll(() => secondsLeft(visitor), { timeout: 10_000 }).toBeLessThanOrEqual(before! - 2);
  expect(await visitor.session("phase")).toBe("holding");
  expect(Number(await visitor.session("hold-s"))).toBeGreaterThan(1);

  await visitor.click("button", /^It hurts: stop/);
  await visitor.until("stopped");
  await visitor.find("h1", /^You stopped: that was right$/);
  await expect.poll(async () => (await savedOn(server)).map(({ session, steps }) => [session.source, session.ending, steps])).toEqual([["self-reported", "stopped", []]]);
  await visitor.click("nav a", /^Guides$/);
  await visitor.find("h1", /^Guides$/);
  expect(visitor.faults()).toEqual([]);
  expect(visitor.strayed()).toEqual([]);
});

test("a session before the camera: the picture is judged, and the page says that it sees nobody", async ({ server, visitor }) => {
  await visitor.passesSafety();
  await visitor.goto(`/guides/${GUIDE}/camera`);
  await visitor.page.waitForSelector('[data-hint="nobody"]', { visible: true, timeout: 60_000 });
  expect(await visitor.session("phase")).toBe("setup");
  expect(await visitor.session("source")).toBe("camera");
  expect(await visitor.page.$eval("video", (video) => video.videoWidth * video.videoHeight)).toBeGreaterThan(0);
  // Nothing of the picture has left the tab.
  expect(visitor.sent.filter((one) => !one.startsWith("GET "))).toEqual([]);

  await visitor.click("button", /^Back to the guide$/);
  await visitor.find("h1", /Upper Back/);
  expect(await visitor.page.$("video")).toBeNull();
  expect(await savedOn(server)).toEqual([]);
  expect(visitor.faults()).toEqual([]);
  expect(visitor.strayed()).toEqual([]);
});

test("a session by keyboard alone: begun, paused, gone on with, and left", async ({ server, visitor }) => {
  const { keyboard } = visitor.page;
  await visitor.goto("/");
  await visitor.find("main .guide-card a", /Upper Back/);
  await visitor.tabTo(/Upper Back/);
  await keyboard.press("Enter");
  await visitor.find("a", /^Start without camera/);
  await visitor.tabTo(/^Start without camera/);
  await keyboard.press("Enter");
  await visitor.find("h1", /^Before you start$/);
  await visitor.tabTo(/^None of this: go on/);
  await keyboard.press("Enter");

  await visitor.until(...UNDER_WAY);
  await keyboard.press(" ");
  await visitor.until("paused");
  // The focus is where the way on is.
  await keyboard.press("Enter");
  await visitor.until(...UNDER_WAY);
  // Who presses both before the page has drawn the pause means the same.
  for (let presses = 0; presses < 5; presses++) {
    await Promise.all([keyboard.press(" "), keyboard.press("Enter")]);
    await visitor.until(...UNDER_WAY);
  }
  await keyboard.press("m");
  await visitor.find("button", /^Sound on/);

  await keyboard.press("Escape");
  await visitor.until("stopped");
  await expect.poll(async () => (await savedOn(server)).map(({ session }) => session.ending)).toEqual(["stopped"]);
  await visitor.tabTo(/^Guides$/);
  await keyboard.press("Enter");
  await visitor.find("h1", /^Guides$/);
  expect(visitor.faults()).toEqual([]);
  expect(visitor.strayed()).toEqual([]);
});
