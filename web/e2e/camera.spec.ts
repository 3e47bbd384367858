/** No camera, a forbidden one, and one that goes away: the guide goes on, and the record says who saw it. */
import { asCamera, SITS_S } from "./clips";
import { faults } from "./faults";
import { expect, savedOn, test } from "./house";
import { GUIDE, openSession, safetyIsPassed } from "./person";
import type { Stage } from "./stage";

const TILT = { step: "neck-tilt", side: "left" } as const;

/** Somebody who sits there until they are looked at: on a slow or busy computer the set-up look takes seconds. */
const routine = (): string => asCamera("clips/s2_routine_correct.mp4", SITS_S);

/** Waits until there is something to keep. */
async function hasHeld(stage: Stage): Promise<void> {
  await expect.poll(async () => Number(await stage.session.getAttribute("data-hold-s")), { timeout: 60_000 }).toBeGreaterThan(1);
}

for (const [why, camera, title] of [
  ["denied", { denied: true }, "The camera is not allowed"],
  ["absent", { absent: true }, "There is no camera"],
] as const) {
  test(`a camera that is ${why}: the page says what to do, and the guide runs on the clock`, async ({ server, visit }) => {
    const stage = await visit(camera);
    await stage.quickens();
    await openSession(stage, server.address, TILT);
    await expect(stage.page.getByRole("heading", { name: title })).toBeVisible({ timeout: 20_000 });
    await expect(stage.page.getByRole("button", { name: "Try again" })).toBeVisible();
    await stage.look(`trouble-${why}`);
    expect(await faults(stage.page)).toEqual([]);
    await stage.page.getByRole("button", { name: "Go on without camera" }).click();
    await stage.until(["ready", "reaching", "holding"]);
    await expect(stage.session).toHaveAttribute("data-source", "self-reported");
    await stage.hurry(["holding"]);
    await stage.page.keyboard.press("s");
    await stage.until(["done"]);
    await expect.poll(async () => (await savedOn(server)).map(({ session }) => session)).toMatchObject([{ source: "self-reported", ending: "done" }]);
    // Skipped in the middle of the hold.
    expect((await savedOn(server))[0]!.steps.map(({ verdict }) => verdict)).toEqual(["not_done"]);
    expect(stage.errors).toEqual([]);
  });
}

test("a camera that is unplugged in the middle: what was done is kept, and the clock takes over", async ({ server, visit }) => {
  const stage = await visit({ clip: routine() });
  await openSession(stage, server.address);
  await hasHeld(stage);
  // What a browser does when the plug is pulled: the track ends, and says so.
  await stage.page.evaluate(() => {
    for (const track of (window as unknown as { camera: MediaStream }).camera.getTracks()) {
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
  });
  await expect(stage.page.getByRole("heading", { name: "The camera is gone" })).toBeVisible();
  await stage.look("trouble-lost");
  expect(await faults(stage.page)).toEqual([]);
  await stage.page.getByRole("button", { name: "Go on without camera" }).click();
  await stage.until(["ready", "reaching", "holding"]);
  await expect(stage.session).toHaveAttribute("data-source", "self-reported");
  // The camera's part is kept at once, as what it was.
  await expect.poll(async () => (await savedOn(server)).map(({ session }) => session)).toMatchObject([{ source: "camera", ending: "ended_early" }]);
  await stage.page.getByRole("button", { name: "Pause" }).click();
  await stage.page.getByRole("button", { name: "End here" }).click();
  await stage.until(["done"]);
  await expect.poll(async () => (await savedOn(server)).map(({ session }) => session.source).sort()).toEqual(["camera", "self-reported"]);
  expect(stage.errors).toEqual([]);
});

test("pictures that stop coming are noticed without a word from the browser", async ({ server, visit }) => {
  const stage = await visit({ clip: routine() });
  await openSession(stage, server.address);
  await hasHeld(stage);
  await stage.page.evaluate(() => (window as unknown as { camera: MediaStream }).camera.getVideoTracks()[0]!.stop());
  await expect(stage.page.getByRole("heading", { name: "The camera is gone" })).toBeVisible({ timeout: 15_000 });
  await stage.page.getByRole("button", { name: "End here and keep what was done" }).click();
  await stage.until(["done"]);
  await expect.poll(async () => (await savedOn(server)).map(({ session }) => session.ending)).toEqual(["ended_early"]);
});

test("a picture that stands still is no person who keeps still: the page says so, and opens the camera anew", async ({ server, visit }) => {
  const stage = await visit({ clip: routine() });
  // The camera as it is, until it hangs: pictures still come, and all are the same.
  await stage.context.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted) => {
      const video = document.createElement("video");
      video.muted = true;
      video.srcObject = await open(wanted);
      await video.play();
      const canvas = document.createElement("canvas");
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      const context = canvas.getContext("2d")!;
      const paint = (): void => {
        context.drawImage((window as { hangs?: boolean }).hangs ? canvas : video, 0, 0);
        requestAnimationFrame(paint);
      };
      paint();
      return canvas.captureStream(30);
    };
  });
  await openSession(stage, server.address);
  await hasHeld(stage);
  await stage.page.evaluate(() => Object.assign(window, { hangs: true }));
  await expect(stage.page.getByRole("heading", { name: "The camera has frozen" })).toBeVisible({ timeout: 15_000 });
  await stage.look("trouble-frozen");
  expect(await faults(stage.page)).toEqual([]);
  const held = Number(await stage.session.getAttribute("data-hold-s"));
  await stage.page.waitForTimeout(3000);
  expect(Number(await stage.session.getAttribute("data-hold-s"))).toBe(held);
  await stage.page.evaluate(() => Object.assign(window, { hangs: false }));
  await stage.page.getByRole("button", { name: "Try again" }).click();
  await expect(stage.page.locator('[data-trouble="frozen"]')).toHaveCount(0, { timeout: 15_000 });
  expect(stage.errors).toEqual([]);
});

test("the screen stays on while a session runs, and not in a pause", async ({ server, visit }) => {
  const stage = await visit();
  await stage.context.addInitScript(() => {
    const { wakeLock } = navigator;
    const request = wakeLock.request.bind(wakeLock);
    wakeLock.request = async (type) => {
      const lock = await request(type);
      Object.assign(window, { awake: true });
      lock.addEventListener("release", () => Object.assign(window, { awake: false }));
      return lock;
    };
  });
  await safetyIsPassed(stage);
  await stage.page.goto(`${server.address}/guides/${GUIDE}/clock`);
  const awake = (): Promise<boolean | undefined> => stage.page.evaluate(() => (window as { awake?: boolean }).awake);
  await stage.until(["ready", "reaching"]);
  await expect.poll(awake).toBe(true);
  await stage.page.keyboard.press("Space");
  await expect.poll(awake).toBe(false);
  await stage.page.keyboard.press("Space");
  await expect.poll(awake).toBe(true);
});
