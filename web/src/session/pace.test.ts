import { expect, test } from "vitest";

import { Pace } from "./pace";

const after = (frames: number[]): (number | null)[] => {
  const pace = new Pace();
  return frames.map((ms) => pace.add(ms));
};

test("thirty slow frames are too slow, and the median is told", () => {
  const told = after([...Array<number>(14).fill(60), ...Array<number>(16).fill(120)]);
  expect(told.slice(0, 29).every((one) => one === null)).toBe(true);
  expect(told[29]).toBe(120);
});

test("one hiccup among quick frames changes nothing", () => {
  expect(after([...Array<number>(29).fill(40), 3000])[29]).toBeNull();
});

test("it looks anew every thirty frames", () => {
  const told = after([...Array<number>(30).fill(40), ...Array<number>(30).fill(100)]);
  expect(told[29]).toBeNull();
  expect(told[59]).toBe(100);
});
