import { expect, test } from "vitest";

import { countScale, MARGIN, timeScale, timeTicks, valueScale } from "./scales";

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);

test("the first moment and the last stand inside the axes", () => {
  const scale = timeScale(at("2026-01-01"), at("2026-12-31"), 700);
  expect(scale(at("2026-01-01"))).toBeGreaterThan(MARGIN.left);
  expect(scale(at("2026-12-31"))).toBeLessThan(700 - MARGIN.right);
});

test("one moment alone stands in the middle", () => {
  const scale = timeScale(at("2026-01-01"), at("2026-01-01"), 700);
  expect(scale(at("2026-01-01"))).toBeCloseTo((MARGIN.left + 700 - MARGIN.right) / 2);
});

test("dates have room: fewer on a phone", () => {
  const ticks = (width: number): number => timeTicks(timeScale(at("2026-01-01"), at("2026-12-31"), width), width).length;
  expect(ticks(300)).toBeLessThanOrEqual(4);
  expect(ticks(900)).toBeGreaterThan(ticks(300));
});

test("nought, every value with its error, and what the guide asks for are in the picture", () => {
  const scale = valueScale([{ value: 30, threshold: 20 }, { value: 41, threshold: null }], 4, 200);
  const [least, most] = scale.domain() as [number, number];
  expect(least).toBe(0);
  expect(most).toBeGreaterThanOrEqual(45);
  expect(scale(least)).toBe(200 - MARGIN.bottom);
  const below = valueScale([{ value: -12, threshold: null }], null, 200).domain() as [number, number];
  expect(below[0]).toBeLessThanOrEqual(-12);
  expect(below[1]).toBe(0);
});

test("a picture of nothing has a scale all the same", () => {
  expect(valueScale([], null, 200).domain()).toEqual([0, 1]);
  expect(countScale(0, 60, 4).domain()).toEqual([0, 1]);
});
