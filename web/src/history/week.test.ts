import { expect, test } from "vitest";

import { marksOf, MOST_MARKS } from "./week";

const day = { date: "2026-11-30", planned: null, done: 0, seen: 0, self_reported: 0, stopped: 0 };

test("what was done comes first, and what is open is what is planned beyond it", () => {
  expect(marksOf({ ...day, planned: 3, done: 2, seen: 1, self_reported: 1 })).toEqual(["seen", "self_reported", "planned"]);
});

test("more than was planned leaves nothing open, and without a plan nothing is", () => {
  expect(marksOf({ ...day, planned: 1, done: 2, seen: 2 })).toEqual(["seen", "seen"]);
  expect(marksOf({ ...day, done: 1, self_reported: 1 })).toEqual(["self_reported"]);
  expect(marksOf({ ...day, stopped: 2 })).toEqual([]);
});

test("a day has room for so many marks", () => {
  expect(marksOf({ ...day, done: 20, seen: 20 })).toHaveLength(MOST_MARKS);
});
