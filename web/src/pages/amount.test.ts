import { expect, test } from "vitest";

import { amountText } from "./amount";

const amount = (part: Partial<NonNullable<Parameters<typeof amountText>[0]>>) => amountText({ at_least: 10, at_most: null, sets: 1, rest_between_repetitions_s: null, rest_between_sets_s: null, ...part });

test("sets and rests are told, and a bare count is left to its sentence", () => {
  expect(amountText(null)).toBeNull();
  expect(amountText(undefined)).toBeNull();
  expect(amount({})).toBeNull();
  expect(amount({ sets: 3, rest_between_sets_s: 30 })).toBe("3 sets of 10, 30 s rest");
  expect(amount({ sets: 2, at_least: 8, at_most: 12 })).toBe("2 sets of 8 to 12");
  expect(amount({ rest_between_repetitions_s: 90 })).toBe("10 times, 1:30 min rest between repetitions");
  expect(amount({ sets: 3, rest_between_repetitions_s: 5, rest_between_sets_s: 120 })).toBe("3 sets of 10, 5 s rest between repetitions, 2 min between sets");
});
