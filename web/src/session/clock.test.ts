import { expect, test } from "vitest";

import { PausableClock } from "./clock";

test("a pause is not in the time, however often it is pressed", () => {
  let now = 1000;
  const clock = new PausableClock(() => now);
  now = 3000;
  expect(clock.at_ms()).toBe(2000);
  clock.pause();
  now = 5000;
  clock.pause();
  now = 9000;
  expect(clock.at_ms()).toBe(2000);
  clock.resume();
  clock.resume();
  now = 9500;
  expect(clock.at_ms()).toBe(2500);
  clock.pause();
  now = 10_500;
  clock.resume();
  now = 10_600;
  expect(clock.at_ms()).toBe(2600);
});
