/** Whole sessions before the camera: what the page says is what `unhunch check` says, and in time. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { asCamera, root, SITS_S } from "./clips";
import { expect, test } from "./house";
import { openSession } from "./person";
import { checked, isCoachedAsChecked } from "./routine";

test("the whole routine is coached live with the verdicts of check", async ({ server, visit }) => {
  // Chromium plays a clip slower when the computer is busy.
  test.setTimeout(540_000);
  const clip = "clips/s2_routine_correct.mp4";
  const { phases, saved, stage } = await isCoachedAsChecked({ server, visit }, clip, checked(clip));
  // The neutral may be there with the end of the set-up look: what was seen in it counts.
  for (const phase of ["ready", "reaching", "holding", "returning"]) expect([...phases]).toContain(phase);
  expect(saved).toMatchObject({ schema: 2, session: { source: "camera", ending: "done" } });
  test.info().annotations.push({ type: "model", description: saved.session.model });

  // No request leaves the origin, and only the result is ever sent.
  for (const { method, url, body } of stage.sent) {
    expect(new URL(url).origin).toBe(server.address);
    if (method === "GET") continue;
    expect(`${method} ${new URL(url).pathname}`).toBe("POST /api/sessions");
    expect(Object.keys(JSON.parse(body!) as object).sort()).toEqual(["events", "guide", "next", "schema", "session", "steps", "unhunch", "video"]);
    expect(body!.length).toBeLessThan(100_000);
  }
  expect(stage.errors).toEqual([]);
});

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
