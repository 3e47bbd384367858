import { expect, test } from "vitest";

import { Onward } from "./onward";
import type { View } from "./protocol";
import { view } from "./testing/views";

/** When it is due, of views a tenth of a second apart. */
function due(seconds: number, part: (at_s: number) => Partial<View>, dose = 3): number[] {
  const onward = new Onward();
  const found: number[] = [];
  for (let tenth = 0; tenth <= seconds * 10; tenth += 1) {
    const at_s = tenth / 10;
    if (onward.isDue(view(dose, { at_s, phase: "returning", ...part(at_s) }))) found.push(Math.round(at_s));
  }
  return found;
}

test("a step done by its count is left after eight seconds of rest", () => {
  expect(due(10, () => ({ reps: 5 }))).toEqual([8]);
});

test("another repetition starts the rest anew", () => {
  expect(due(14, (at_s) => ({ reps: at_s < 5 ? 5 : 6 }))).toEqual([13]);
});

test("before the count is reached, nothing is left", () => {
  expect(due(30, () => ({ reps: 4 }))).toEqual([]);
});

test("a hold is left by the person, not by waiting", () => {
  expect(due(30, () => ({ hold_s: 20 }), 1)).toEqual([]);
});

test("a pause is no rest", () => {
  expect(due(12, (at_s) => ({ reps: 5, at_s: at_s < 4 ? at_s : at_s + 60 }))).toEqual([8]);
});
