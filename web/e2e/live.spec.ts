/** Before the camera: what breaks is said in time. Whole routines are in `routines.long.ts`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { asCamera, root, SITS_S } from "./clips";
import { expect, test } from "./house";
import { openSession } from "./person";

test("a chin that drops turns its sentence amber in time, and stops the clock", async ({ server, visit }) => {
  const clip = "clips/s2_lateral_neck_chin_drops_left.mp4";
  const truth = JSON.parse(readFileSync(join(root, clip.replace(".mp4", ".json")), "utf8")) as { hold_start_s: number; hold_end_s: number };
  const stage = await visit({ clip: asCamera(clip, SITS_S) });
  await openSession(stage, server.address, { step: "neck-tilt", side: "left" });
  // The camera's file begins to play when the page opens the camera.
  const began = await stage.cameraOpenedAt();
  await expect(stage.sentence(2)).toHaveAttribute("data-state", "broken", { timeout: 40_000 });
  const amber_s = (Date.now() - began) / 1000 - SITS_S;
  // By the clip's table the chin passes the 12° of `chin level` at 4.0 s, and a second there counts as broken.
  expect(amber_s).toBeGreaterThan(4.3);
  expect(amber_s).toBeLessThan(truth.hold_start_s + 1.5);
  const held = Number(await stage.session.getAttribute("data-hold-s"));
  expect(await stage.phase()).toBe("paused");
  await stage.page.waitForTimeout(1500);
  expect(Number(await stage.session.getAttribute("data-hold-s"))).toBe(held);
  await expect(stage.sentence(1)).toHaveAttribute("data-state", "met");
  expect(stage.errors).toEqual([]);
});
