/** Whole sessions before the camera: what the page says is what `unhunch check` says, and in time. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { asCamera, root } from "./clips";
import { openSession } from "./person";
import { Program, program as binary } from "./program";
import { Stage } from "./stage";

const server = new Program();
test.beforeAll(() => server.start());
test.afterAll(() => server.end());

interface Rule {
  rule: string;
  verdict: string;
  threshold?: number;
  worst?: number | null;
}

interface Step {
  step: string;
  side: string | null;
  verdict: string;
  hold_s: number;
  reps: number | null;
  sentences: { text: string; rules: Rule[] }[];
}

/** What the command line says of a clip, found out beside the session, with what time that leaves. Exit code 1 is an answer too. */
async function checked(clip: string): Promise<Step[]> {
  const child = spawn(binary, ["check", join(root, clip), "--format", "json"], { stdio: ["ignore", "pipe", "ignore"] });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const said: Buffer[] = [];
  for await (const part of child.stdout) said.push(part as Buffer);
  return (JSON.parse(Buffer.concat(said).toString()) as { steps: Step[] }).steps;
}

/** Between done and good lies one more threshold, which other frames may fall short of. */
const verdicts = (steps: Step[]): unknown =>
  steps.map(({ step, side, verdict, reps }) => ({ step, side, verdict: verdict === "good" ? "done" : verdict, reps }));

/** The camera's frames come at other moments than the file's, so a figure at its very threshold may fall on either side. */
const AT_THE_THRESHOLD = 0.1;

function isAtItsThreshold({ threshold, worst }: Rule): boolean {
  return threshold !== undefined && typeof worst === "number" && Math.abs(Math.abs(worst) - threshold) <= AT_THE_THRESHOLD * threshold;
}

function differences(saved: Step[], expected: Step[]): string[] {
  const rules = (steps: Step[]): Rule[] => steps.flatMap(({ sentences }) => sentences.flatMap((sentence) => sentence.rules));
  const theirs = rules(expected);
  return rules(saved).flatMap((rule, index) => {
    const other = theirs[index]!;
    const same = rule.rule === other.rule && (rule.verdict === other.verdict || isAtItsThreshold(rule) || isAtItsThreshold(other));
    return same ? [] : [`${rule.rule}: ${rule.verdict}, by check ${other.verdict}`];
  });
}

test("the whole routine is coached live with the verdicts of check", async () => {
  test.setTimeout(400_000);
  const clip = "clips/s2_routine_correct.mp4";
  // Somebody who sits there until they are looked at: on a slow computer choosing the model takes seconds.
  const stage = await Stage.open({ clip: asCamera(clip, 6) });
  const expectation = checked(clip);
  await openSession(stage, server.address);
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        const phase = await stage.phase();
        seen.add(phase);
        return phase;
      },
      { timeout: 240_000, intervals: [200] },
    )
    .toBe("done");
  // The neutral may be there with the end of the set-up look: what was seen in it counts.
  for (const phase of ["ready", "reaching", "holding", "returning"]) expect([...seen]).toContain(phase);

  // The session saves itself; nobody has to press anything.
  await expect.poll(async () => (await (await fetch(`${server.address}/api/sessions`)).json()).length).toBe(1);
  const [saved] = (await (await fetch(`${server.address}/api/sessions`)).json()) as { schema: number; steps: Step[]; session: { source: string; ending: string } }[];
  expect(saved).toMatchObject({ schema: 1, session: { source: "camera", ending: "done" } });
  test.info().annotations.push({ type: "model", description: String((saved!.session as { model?: string }).model) });
  const expected = await expectation;
  expect(verdicts(saved!.steps)).toEqual(verdicts(expected));
  expect(differences(saved!.steps, expected)).toEqual([]);
  const held = saved!.steps.map((step, index) => ({ step: step.step, side: step.side, live_s: step.hold_s, checked_s: expected[index]!.hold_s }));
  expect(held.filter(({ live_s, checked_s }) => Math.abs(live_s - checked_s) >= 1)).toEqual([]);

  // No request leaves the origin, and only the result is ever sent.
  for (const { method, url, body } of stage.sent) {
    expect(new URL(url).origin).toBe(server.address);
    if (method === "GET") continue;
    expect(`${method} ${new URL(url).pathname}`).toBe("POST /api/sessions");
    expect(Object.keys(JSON.parse(body!) as object).sort()).toEqual(["events", "guide", "next", "schema", "session", "steps", "unhunch", "video"]);
    expect(body!.length).toBeLessThan(100_000);
  }
  expect(stage.errors).toEqual([]);
  await stage.close();
});

test("a chin that drops turns its sentence amber in time, and stops the clock", async () => {
  const clip = "clips/s2_lateral_neck_chin_drops_left.mp4";
  const truth = JSON.parse(readFileSync(join(root, clip.replace(".mp4", ".json")), "utf8")) as { hold_start_s: number; hold_end_s: number };
  const still = 3;
  const stage = await Stage.open({ clip: asCamera(clip, still) });
  await openSession(stage, server.address, { step: "neck-tilt", side: "left" });
  // The camera's file begins to play when the page opens the camera.
  const began = await stage.cameraOpenedAt();
  await expect(stage.sentence(2)).toHaveAttribute("data-state", "broken", { timeout: 20_000 });
  const amber_s = (Date.now() - began) / 1000 - still;
  // The chin is down from a little before the hold on: past the threshold at 4.3 s.
  expect(amber_s).toBeGreaterThan(4.3);
  expect(amber_s).toBeLessThan(truth.hold_start_s + 1.5);
  const held = Number(await stage.session.getAttribute("data-hold-s"));
  expect(await stage.phase()).toBe("paused");
  await stage.page.waitForTimeout(1500);
  expect(Number(await stage.session.getAttribute("data-hold-s"))).toBe(held);
  await expect(stage.sentence(1)).toHaveAttribute("data-state", "met");
  expect(stage.errors).toEqual([]);
  await stage.close();
});
