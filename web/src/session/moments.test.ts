import { expect, test } from "vitest";

import { type Moment, Moments, soundOf } from "./moments";
import type { View } from "./protocol";
import { view } from "./testing/views";
import { wordsOf } from "./words";

const told = (...views: View[]): Moment[] => {
  const moments = new Moments();
  return views.flatMap((one) => moments.next(one));
};
const kinds = (...views: View[]): string[] => told(...views).map((moment) => moment.kind);
const texts = (...views: View[]): (string | null)[] => told(...views).map(wordsOf);

const holding = (hold_s: number, part: Partial<View> = {}): View => view(1, { phase: "holding", hold_s, ...part });

test("half-way and the goal are told once in each part, however the hold comes and goes", () => {
  const start = { at_s: 1, event: "hold_started", step: "neck-tilt" };
  const views = [holding(0.5, { events: [start] }), holding(4.9), holding(5), holding(5.1), holding(5.1, { phase: "reaching" }), holding(6), holding(10), holding(11), holding(30)];
  expect(kinds(...views)).toEqual(["start", "half", "goal"]);
});

test("each part has its own half-way", () => {
  expect(kinds(holding(5), view(2, { phase: "holding", hold_s: 5 }))).toEqual(["half", "half"]);
});

test("a goal that may be passed says so, one that may not says release", () => {
  expect(texts(holding(10))).toEqual(["Long enough. Release, or stay a little."]);
  expect(texts(view(0, { phase: "returning", hold_s: 11.98 }))).toEqual(["And release."]);
});

test("a step is announced when it may begin, and its other side as a switch", () => {
  const views = [view(0), view(0), view(1), view(1, { phase: "reaching" }), view(1), view(2), view(3)];
  expect(texts(...views)).toEqual([
    "Get ready. Reach forward and round your back.",
    "Get ready. Tilt your neck to stretch the upper trapezius, left side.",
    "Switch sides. Now the right.",
    "Get ready. Squeeze your shoulder blades.",
  ]);
  expect(told(...views).map(soundOf)).toEqual([null, null, "switch", null]);
});

test("a step that shows up only while the person moves is not announced", () => {
  expect(kinds(view(1), view(2, { phase: "reaching" }), view(1))).toEqual(["step"]);
});

test("repetitions are counted, and the goal is told instead of its number", () => {
  const squeezes = [0, 1, 1, 2, 5, 6].map((reps) => view(3, { phase: "holding", reps }));
  expect(texts(...squeezes)).toEqual(["1", "2", "5 done. Rest now, or do some more.", "6"]);
  expect(told(...squeezes).map(soundOf)).toEqual(["rep", "rep", "done", "rep"]);
});

test("a cue has the judge's words", () => {
  expect(texts(holding(1, { events: [{ at_s: 1, event: "cue", text: "Lift your chin a little." }] }))).toEqual(["Lift your chin a little."]);
});

test("a hint is told when it changes, and not too soon after another one", () => {
  const setup = (at_s: number, ...names: ("too_near" | "too_dark" | "camera_high")[]): View =>
    view(0, { phase: "setup", at_s, hints: names.map((name) => ({ name, blocks: name !== "camera_high" })) });
  const views = [setup(0, "camera_high", "too_near"), setup(0.1, "too_near"), setup(1, "too_dark"), setup(2.9, "too_dark"), setup(3, "too_dark"), setup(9, "too_dark")];
  expect(texts(...views)).toEqual(["Sit back a little.", "Make more light, best from the front."]);
});

test("the neutral and the end are told once", () => {
  const neutral = view(0, { phase: "neutral" });
  const done = view(9);
  expect(kinds(neutral, neutral, view(0), done, done)).toEqual(["neutral", "step", "all_done"]);
  expect(told(done).map(soundOf)).toEqual(["end"]);
});
