import { expect, test } from "vitest";

import { DAYS } from "../store/plan";
import { cadenceText, daysText, oftenText } from "./words";

test("how often is said as one says it", () => {
  expect([1, 3].map((times) => oftenText({ kind: "times_a_day", times }))).toEqual(["once a day", "3 times a day"]);
  expect([45, 60, 120].map((minutes) => oftenText({ kind: "every", minutes }))).toEqual(["every 45 minutes at the desk", "every hour at the desk", "every 2 hours at the desk"]);
  expect(oftenText({ kind: "at", times: ["09:00", "12:30", "16:05"] })).toMatch(/^at 0?9:00.*, 12:30.*,? and .*4?:05/);
});

test("days in a row are told by both ends, others by their names", () => {
  expect(daysText(DAYS)).toBe("every day");
  expect(daysText(DAYS.slice(0, 5))).toBe("Monday to Friday");
  expect(daysText(["monday", "tuesday"])).toBe("Monday and Tuesday");
  expect(daysText(["monday", "wednesday", "friday"])).toBe("Monday, Wednesday, and Friday");
  expect(daysText(["sunday"])).toBe("Sunday");
});

test("a cadence says both", () => {
  expect(cadenceText({ often: { kind: "times_a_day", times: 2 }, days: ["saturday", "sunday"] })).toBe("2 times a day, Saturday and Sunday");
});
