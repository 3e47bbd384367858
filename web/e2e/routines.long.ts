/** Whole routines, each as `unhunch check` judges it, in minutes: a person, another with faults, a slow computer. Not a part of `make test`. */
import { existsSync } from "node:fs";
import { join } from "node:path";

import { root } from "./clips";
import { expect, test } from "./house";
import { checked, isCoachedAsChecked } from "./routine";
import type { Stage } from "./stage";

const FAULTS = "../shared/truth/rendered/routine/s3_routine_chin-leave.mp4";

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

test("a routine with faults is coached live with the verdicts of check", async ({ server, visit }) => {
  test.skip(!existsSync(join(root, FAULTS)), `skipped: ${FAULTS} is not there`);
  test.setTimeout(600_000);
  // The light model takes these arms for bent, in `check` too: where a machine is too slow for the full one, this fails.
  const { stage } = await isCoachedAsChecked({ server, visit }, FAULTS, checked(FAULTS));
  expect(stage.errors).toEqual([]);
});

/** Slows the page. Chromium refuses it for workers, so the judge is slowed by what the page takes from the cores only. */
async function slowed(stage: Stage, times: number): Promise<void> {
  const session = await stage.context.newCDPSession(stage.page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: times });
}

test("four times slower the routine is coached the same", async ({ server, visit }) => {
  const clip = "clips/s2_routine_correct.mp4";
  test.setTimeout(600_000);
  const { stage, saved } = await isCoachedAsChecked({ server, visit }, clip, checked(clip), (stage) => slowed(stage, 4));
  test.info().annotations.push({ type: "model", description: saved.session.model });
  expect(stage.errors).toEqual([]);
});
