import { expect, test } from "vitest";

import { Pace, Trial } from "./pace";

const quick = (frames: [ms: number, body: boolean][]): boolean | null => {
  const trial = new Trial();
  let answer: boolean | null = null;
  for (const [ms, body] of frames) answer = trial.add(ms, body);
  return answer;
};
const of = (count: number, ms: number, body = true): [number, boolean][] => Array.from({ length: count }, () => [ms, body]);

test("eight frames of the person, after two to warm up, tell whether the model is quick enough", () => {
  expect(quick([...of(2, 900), ...of(7, 50)])).toBeNull();
  expect(quick([...of(2, 900), ...of(8, 50)])).toBe(true);
  expect(quick([...of(2, 900), ...of(8, 120)])).toBe(false);
});

test("empty pictures are cheap and tell nothing, and a hiccup changes nothing", () => {
  expect(quick([...of(2, 900), ...of(50, 20, false)])).toBeNull();
  expect(quick([...of(2, 900), ...of(50, 20, false), ...of(8, 120)])).toBe(false);
  expect(quick([...of(2, 900), ...of(2, 700), ...of(6, 60)])).toBe(true);
});

test("in a session only what stays slow counts", () => {
  const pace = new Pace();
  const rounds = (count: number, ms: number): boolean => Array.from({ length: 30 * count }, () => pace.add(ms)).some(Boolean);
  expect(rounds(2, 200)).toBe(false);
  expect(rounds(1, 60)).toBe(false);
  expect(rounds(2, 200)).toBe(false);
  expect(rounds(1, 200)).toBe(true);
});
