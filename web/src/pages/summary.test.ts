import { expect, test } from "vitest";

import type { SavedRule, SavedSession, SavedStep, SessionFacts } from "../session/protocol";
import { doneCount, goodOf, remarksOf, skippedCount, standingOf, titleOf, weakOf } from "./summary";

const rule = (name: string, verdict: SavedRule["verdict"], more: Partial<SavedRule> = {}): SavedRule => ({ rule: name, verdict, confidence: 1, ...more });

function step(name: string, verdict: SavedStep["verdict"], ...rules: SavedRule[]): SavedStep {
  const sentences = rules.map((one) => ({ text: `Sentence of ${one.rule}.`, rules: [one] }));
  return { step: name, side: "left", verdict, hold_s: 10, holds: [], reps: null, sentences };
}

function session(steps: SavedStep[], facts: Partial<SessionFacts> = {}, events: SavedSession["events"] = []): SavedSession {
  return {
    schema: 2,
    unhunch: "0.0.0",
    guide: { name: "upper-back", sha256: "" },
    video: null,
    steps,
    events,
    session: {
      id: "a",
      started_at: "2026-11-23T10:00:00Z",
      source: "camera",
      ending: "done",
      model: "full",
      answers: [],
      feedback: null,
      ...facts,
    },
  };
}

const chin = rule("keep chin level", "broken", { broken_s: 2, measure: "head_depression_deg", decisive: 17, first_broken_at_s: 62 });
const shoulders = rule("keep shoulders down", "broken", { broken_s: 6, measure: "shoulder_elevation_left_sw", decisive: 0.2, first_broken_at_s: 70 });

test("done with a broken guard is done, not cleanly; what was left out by choice is skipped", () => {
  const steps = [step("a", "done", chin), step("b", "good", rule("keep chin level", "met")), step("c", "not_done"), step("d", "not_done"), step("e", "done")];
  const of = session(steps, { skipped: [{ step: "c", side: "left" }, { step: "d", side: "right" }, { step: "e", side: "left" }] });
  // The one of the other side is none, and what was done before it was skipped stays done.
  expect(steps.map((one) => standingOf(of, one))).toEqual(["not_cleanly", "good", "skipped", "not_done", "done"]);
  expect(skippedCount(of)).toBe(1);
  expect(doneCount(of)).toBe(3);
});

test("what was good comes as what was true: parts, the longest hold, a guard that was kept in all of them", () => {
  const kept = rule("keep shoulders down", "met");
  const held = { ...step("b", "good", kept), hold_s: 21.3 };
  expect(goodOf(session([step("a", "done", chin, kept), held, step("c", "not_done")]))).toEqual([
    { kind: "parts", done: 2, count: 3 },
    { kind: "held", step: held },
    { kind: "kept", sentence: "Sentence of keep shoulders down." },
  ]);
  expect(goodOf(session([step("a", "good")]))[0]).toEqual({ kind: "all" });
});

test("there are no cold zeros: who did nothing to its end is told what they did", () => {
  const nothing = { ...step("a", "not_done"), hold_s: 0 };
  const long = { ...session([nothing]), video: { width: 1, height: 1, frames: 9, duration_s: 95, coverage: 1 } };
  expect(goodOf(long)).toEqual([{ kind: "tried", seconds: 95 }]);
  expect(goodOf(session([nothing]))).toEqual([{ kind: "began" }]);
});

test("a stopped session gets no praise, one on the clock none for a hold that nobody saw", () => {
  expect(goodOf(session([], { ending: "stopped" }))).toEqual([]);
  expect(goodOf(session([step("a", "self_reported")], { source: "self-reported" }))).toEqual([{ kind: "all" }]);
});

test("the weak moment of a part is the guard that was broken longest, else the aim that was not reached", () => {
  const both = step("a", "done", chin, shoulders);
  expect(weakOf(session([both]), both)).toEqual({ sentence: "Sentence of keep shoulders down.", measure: "shoulder_elevation_left_sw", value: 0.2, at_s: 70, kind: "broken" });
  const short = step("b", "not_done", rule("reach neck tilt left", "not_reached", { measure: "neck_tilt_deg", decisive: 12 }), rule("hold 10 s", "not_reached", { decisive: 3 }));
  expect(weakOf(session([short]), short)).toEqual({ sentence: "Sentence of reach neck tilt left.", measure: "neck_tilt_deg", value: 12, at_s: null, kind: "not_reached" });
  expect(weakOf(session([short], { skipped: [{ step: "b", side: "left" }] }), short)).toBeNull();
  const clean = step("c", "good", rule("keep chin level", "met", { measure: "head_depression_deg", decisive: 3 }));
  expect(weakOf(session([clean]), clean)).toBeNull();
});

test("a broken sentence names each time it broke, in this step and side only", () => {
  const broken = { event: "rule_broken", step: "b", side: "left", rule: "keep chin level" } as const;
  const events = [
    { ...broken, at_s: 62.1 },
    { ...broken, at_s: 75.4 },
    { ...broken, at_s: 90, side: "right" as const },
    { ...broken, at_s: 10, step: "a" },
  ];
  const dose = step("b", "done", chin);
  expect(remarksOf(session([dose], {}, events), dose).broken).toEqual([
    { text: "Sentence of keep chin level.", at_s: [62.1, 75.4], broken_s: 2, reason: null },
  ]);
});

test("without events the first time is that of the rule", () => {
  const dose = step("b", "done", { ...chin, first_broken_at_s: 12.5 });
  expect(remarksOf(session([dose]), dose).broken[0]?.at_s).toEqual([12.5]);
});

test("an unseen sentence says why; met, asked and not reached ones say nothing", () => {
  const dose = step("a", "unseen", rule("reach x", "unseen", { reason: "no neutral" }), rule("ask y", "asked"), rule("reach z", "not_reached"), rule("keep m", "met"));
  expect(remarksOf(session([dose]), dose)).toEqual({
    broken: [],
    unseen: [{ text: "Sentence of reach x.", at_s: [], broken_s: 0, reason: "no neutral" }],
  });
});

test("without its guide a step is called by its short name", () => {
  expect(titleOf({ step: "neck-tilt", side: "left" }, null, (side) => side)).toBe("Neck tilt, left");
  expect(titleOf({ step: "round-back", side: null }, null, (side) => side)).toBe("Round back");
});
