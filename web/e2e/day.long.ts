/**
 * A day with it, whole: a fresh desktop, the reminder installed there, a nudge after the time at the desk and not in a
 * meeting, the break before the camera, and the week that shows it. The desktop is a test of the program's own
 * (`crates/cli/tests/remind`), which presses "Start" and says which address was opened.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { asCamera, root, SITS_S } from "./clips";
import { expect, test } from "./house";
import { GUIDE, safetyIsPassed } from "./person";

test.skip(process.platform !== "linux", "the desktop that the test makes is one of Linux");

test("installed, nudged after a meeting, done before the camera, seen in the week", async ({ visit }) => {
  // The nudge comes within two looks of the reminder; a busy computer takes longer for all of it.
  test.setTimeout(480_000);
  const only = ["--ignored", "--exact", "a_day::a_desktop_for_a_browser", "--nocapture"];
  const desktop = spawn("cargo", ["test", "--quiet", "--workspace", "--exclude", "glue", "--test", "remind", "--", ...only], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => desktop.on("exit", resolve));
  try {
    const said = createInterface({ input: desktop.stdout })[Symbol.asyncIterator]();
    const next = async (begins: string): Promise<string> => {
      for (;;) {
        const { value, done } = await said.next();
        if (done) throw new Error(`the desktop ended before it said "${begins}"`);
        // The runner of the tests writes before it, in the same line.
        const at = value.indexOf(begins);
        if (at >= 0) return value.slice(at + begins.length).trim();
      }
    };
    const address = await next("opened ");
    expect(address).toMatch(new RegExp(`^http://127[.]0[.]0[.]1:[0-9]+/guides/${GUIDE}[?]from=reminder$`));

    // The tilt of the clip's first seconds would be over by then: the person sits until they are looked at.
    const stage = await visit({ clip: asCamera("clips/s2_routine_correct.mp4", SITS_S) });
    await safetyIsPassed(stage);
    const { page } = stage;
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("How to Stretch the Upper Back");
    await page.goto(`${new URL(address).origin}/guides/${GUIDE}/camera`);
    // One part is enough of a break for a test: the round back, some 25 s of the clip.
    await expect(stage.session).toHaveAttribute("data-step", "look-down", { timeout: 180_000 });
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "End here" }).click();
    await expect(page.locator("[data-saving]")).toHaveAttribute("data-saving", "saved");

    await next("over");
    await page.goto(`${new URL(address).origin}/history`);
    const today = page.getByRole("region", { name: "This week" }).locator('.week-day[aria-current="date"]');
    await expect(today).toContainText("1 done");
    await expect(today).toContainText("1 seen");
    expect(stage.errors).toEqual([]);
  } finally {
    desktop.stdin.end();
  }
  expect(await ended, "the desktop's own words are above").toBe(0);
});
