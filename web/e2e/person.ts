/** What a person does before a session: reads the safety page, says no to all of it, and starts. */
import type { Side } from "../src/session/protocol";
import type { Stage } from "./stage";

export const GUIDE = "upper-back";

/** The safety page is asked once; this is how it is remembered. */
export async function safetyIsPassed(stage: Stage): Promise<void> {
  await stage.context.addInitScript(() => localStorage.setItem("unhunch.safety", JSON.stringify({ edition: 1, at: new Date().toISOString() })));
}

/** Opens a session with the camera: of the whole guide, or of one step and side. */
export async function openSession(stage: Stage, address: string, only?: { step: string; side?: Side }): Promise<void> {
  await safetyIsPassed(stage);
  const query = only ? `?${new URLSearchParams({ step: only.step, ...(only.side && { side: only.side }) })}` : "";
  await stage.page.goto(`${address}/guides/${GUIDE}/camera${query}`);
}

/** The neck tilt to the left, by the clock. */
export async function openClock(stage: Stage, address: string): Promise<void> {
  await safetyIsPassed(stage);
  await stage.page.goto(`${address}/guides/${GUIDE}/clock?step=neck-tilt&side=left`);
}
