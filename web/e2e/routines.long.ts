/** Whole routines that take minutes: another person with faults, and a slow computer. Not a part of `make test`. */
import { existsSync } from "node:fs";
import { join } from "node:path";

import { root } from "./clips";
import { expect, test } from "./house";
import { isCoachedAsChecked } from "./routine";
import type { Stage } from "./stage";

const FAULTS = "../shared/truth/rendered/routine/s3_routine_chin-leave.mp4";

test("a routine with faults is coached live with the verdicts of check", async ({ server, visit }) => {
  test.skip(!existsSync(join(root, FAULTS)), `skipped: ${FAULTS} is not there`);
  test.setTimeout(600_000);
  const { stage } = await isCoachedAsChecked({ server, visit }, FAULTS);
  expect(stage.errors).toEqual([]);
});

/** Slows the page and every worker of it; the judge is one. */
async function slowed(stage: Stage, times: number): Promise<void> {
  const session = await stage.context.newCDPSession(stage.page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: times });
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    const message = JSON.stringify({ id: 1, method: "Emulation.setCPUThrottlingRate", params: { rate: times } });
    console.log(`slowed: ${targetInfo.type}`);
    void session.send("Target.sendMessageToTarget", { sessionId, message });
  });
  session.on("Target.receivedMessageFromTarget", ({ message }) => console.log(`slowed: ${message}`));
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
}

test("four times slower the routine is coached the same", async ({ server, visit }) => {
  test.setTimeout(600_000);
  const { stage, saved } = await isCoachedAsChecked({ server, visit }, "clips/s2_routine_correct.mp4", (stage) => slowed(stage, 4));
  console.log(`model: ${saved.session.model}`);
  expect(stage.errors).toEqual([]);
});
