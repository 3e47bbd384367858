/** Sessions that were done before a test begins. */
import { expect } from "@playwright/test";

import { GUIDE } from "./person";
import type { Program } from "./program";

/** The id of a test's session by its number, 0 to 9. */
export const ID = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`;

/** What a session before the camera leaves behind: one part well, one with the chin down, one skipped, one too short. */
export function mixed(number: number, startedAt: string, facts: object = {}): object {
  const rule = (name: string, verdict: string, more: object = {}): object => ({ rule: name, verdict, confidence: 0.9, ...more });
  const part = (step: string, side: string | null, verdict: string, hold_s: number, ...sentences: object[]): object => ({ step, side, verdict, hold_s, holds: [], reps: null, sentences });
  const chin = { threshold: 12, decisive: 21.5, unit: "deg", measure: "head_depression_deg", broken_s: 4.2, first_broken_at_s: 62.1 };
  const short = { threshold: 20, decisive: 12, unit: "deg", measure: "neck_tilt_deg", broken_s: 0, first_broken_at_s: null };
  return {
    schema: 2,
    unhunch: "0.1.0",
    guide: { name: GUIDE, sha256: "0".repeat(64) },
    video: { width: 640, height: 480, frames: 2000, duration_s: 140, coverage: 0.98 },
    steps: [
      part("round-back", null, "good", 15.2, { text: "Your shoulders stay down.", rules: [rule("keep shoulders down", "met", { broken_s: 0, first_broken_at_s: null })] }),
      part("neck-tilt", "left", "done", 11.3, { text: "Your chin stays where it was.", rules: [rule("keep chin level", "broken", chin)] }),
      part("neck-tilt", "right", "not_done", 0, { text: "Let your right ear sink.", rules: [rule("reach neck tilt right", "not_reached", short)] }),
      part("look-down", "left", "not_done", 0),
    ],
    events: [{ at_s: 62.1, event: "rule_broken", step: "neck-tilt", side: "left", rule: "keep chin level" }],
    next: { kind: "keep", step: "neck-tilt", side: "left", sentence: "Your chin stays where it was.", cue: "Lift your chin a little.", broken_s: 4.2 },
    session: { id: ID(number), started_at: startedAt, source: "camera", ending: "done", model: "full", answers: [], feedback: null, skipped: [{ step: "look-down", side: "left" }], ...facts },
  };
}

export async function save(server: Program, session: object): Promise<void> {
  const answer = await fetch(`${server.address}/api/sessions`, { method: "POST", headers: { "content-type": "application/json", origin: server.address }, body: JSON.stringify(session) });
  expect(answer.status, await answer.text()).toBe(201);
}
