import { expect, test } from "vitest";

import type { SavedRule, SavedSession, SavedStep, SessionFacts } from "../session/protocol";
import { doneCount, nextThing, remarksOf, titleOf } from "./summary";

const rule = (name: string, verdict: SavedRule["verdict"], more: Partial<SavedRule> = {}): SavedRule => ({ rule: name, verdict, confidence: 1, ...more });

function step(name: string, verdict: SavedStep["verdict"], ...rules: SavedRule[]): SavedStep {
  const sentences = rules.map((one) => ({ text: `Sentence of ${one.rule}.`, rules: [one] }));
  return { step: name, side: "left", verdict, hold_s: 10, holds: [], reps: null, sentences };
}

function session(steps: SavedStep[], facts: Partial<SessionFacts> = {}, events: SavedSession["events"] = []): SavedSession {
  return {
    schema: 1,
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

const brief = (of: SavedSession): unknown => {
  const next = nextThing(of);
  return next && "step" in next ? [next.kind, next.step.step] : next?.kind;
};

const chin = rule("keep chin level", "broken", { broken_s: 2 });
const shoulders = rule("keep shoulders down", "broken", { broken_s: 6 });

test("the sentence that was broken longest comes first, before a step that was not done", () => {
  const next = nextThing(session([step("a", "not_done"), step("b", "done", chin), step("c", "done", shoulders)]));
  expect(next).toMatchObject({ kind: "guard", sentence: "Sentence of keep shoulders down.", broken_s: 6, step: { step: "c" } });
});

test("then the first step not done, then the first not seen, then praise", () => {
  expect(brief(session([step("a", "unseen"), step("b", "not_done"), step("c", "not_done")]))).toEqual(["step", "b"]);
  expect(brief(session([step("a", "good"), step("b", "unseen")]))).toEqual(["unseen", "b"]);
  expect(brief(session([step("a", "good"), step("b", "done")]))).toBe("praise");
});

test("a stopped session gets neither advice nor praise, one on the clock no praise for what nobody saw", () => {
  expect(nextThing(session([step("a", "done", shoulders)], { ending: "stopped" }))).toBeNull();
  expect(nextThing(session([]))).toBeNull();
  expect(brief(session([step("a", "self_reported")], { source: "self-reported" }))).toBe("clock");
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

test("done counts what is done, well done or self-reported", () => {
  expect(doneCount(session([step("a", "good"), step("b", "done"), step("c", "self_reported"), step("d", "not_done"), step("e", "unseen")]))).toBe(3);
});

test("without its guide a step is called by its short name", () => {
  expect(titleOf({ step: "neck-tilt", side: "left" }, null, (side) => side)).toBe("Neck tilt, left");
  expect(titleOf({ step: "round-back", side: null }, null, (side) => side)).toBe("Round back");
});
