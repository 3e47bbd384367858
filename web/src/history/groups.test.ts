import { expect, test } from "vitest";

import type { RangePoint, View } from "../store/history";
import { clockOf, dayAt, daysLater, mondayOf, nextMonth } from "./days";
import { beginOf, counted, grouped, median, MOST_POINTS, since, toldApart, unitFor } from "./groups";

const point = (day: number, value: number, more: Partial<RangePoint> = {}): RangePoint => {
  const started_at = `${daysLater("2026-01-05", day)}T09:00:00+01:00`;
  return { id: `${day} ${more.side ?? ""}`, started_at, side: null, value, threshold: 20, confidence: 0.9, view: "front", ...more };
};

test("a week begins on Monday, also over New Year and for a Sunday", () => {
  expect(["2026-11-30", "2026-12-06", "2027-01-01", "2026-03-29"].map(mondayOf)).toEqual(["2026-11-30", "2026-11-30", "2026-12-28", "2026-03-23"]);
  expect([nextMonth("2026-12-31"), nextMonth("2028-02-29")]).toEqual(["2027-01-01", "2028-03-01"]);
});

test("a session stands where its own clock had it", () => {
  expect(dayAt(clockOf("2026-11-20T23:45:00+01:00"))).toBe("2026-11-20");
  expect(dayAt(clockOf("2026-11-20T23:45:00-08:00"))).toBe("2026-11-20");
});

test("few sessions are shown one by one, a year of them by the month", () => {
  const every = (count: number, days = 1): RangePoint[] => Array.from({ length: count }, (_, index) => point(Math.floor(index * days), 30));
  expect(unitFor([])).toBe("session");
  expect(unitFor(every(MOST_POINTS))).toBe("session");
  // Three a day for four weeks.
  expect(unitFor(Array.from({ length: 84 }, (_, index) => point(Math.floor(index / 3), 30, { id: String(index) })))).toBe("day");
  expect(unitFor(every(91))).toBe("week");
  expect(unitFor(every(365))).toBe("month");
});

test("both sides of a session are one session", () => {
  const both = Array.from({ length: 2 * MOST_POINTS }, (_, index) => point(index >> 1, 30, { id: String(index >> 1), side: index % 2 ? "left" : "right" }));
  expect(unitFor(both)).toBe("session");
});

test("a group is the middle of its sessions, side by side", () => {
  const points = [point(0, 20, { side: "left" }), point(1, 30, { side: "left", view: "left" }), point(2, 90, { side: "left", confidence: null }), point(1, 25, { side: "right", view: null }), point(7, 40, { side: "left" })];
  const groups = grouped(points, "week");
  expect(groups.map(({ from, side, value, sessions, views }) => [from, side, value, sessions, views])).toEqual([
    ["2026-01-05", "left", 30, 3, ["front", "left"]],
    ["2026-01-05", "right", 25, 1, []],
    ["2026-01-12", "left", 40, 1, ["front"]],
  ]);
  expect(groups[0]).toMatchObject({ until: "2026-01-12", at: Date.parse("2026-01-08T12:00:00Z"), confidence: 0.9, threshold: 20 });
});

test("a group stands aside where most of its cameras did", () => {
  const of = (...views: (View | null)[]): boolean | undefined => grouped(views.map((view, day) => point(day, 30, { view })), "week")[0]?.aside;
  expect([of("front", "left", "right"), of("front", "left"), of(null, null, "left"), of("left")]).toEqual([true, false, false, true]);
});

test("one session is its own group, at its own time", () => {
  const [only] = grouped([point(3, 31, { threshold: null })], "session");
  expect(only).toMatchObject({ at: Date.parse("2026-01-08T09:00:00Z"), until: null, value: 31, threshold: null, sessions: 1 });
});

test("the middle of nothing is nothing", () => {
  expect([median([]), median([3]), median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([null, 3, 2, 2.5]);
});

test("a period ends today, and its first day is counted in", () => {
  expect(beginOf("month", "2026-11-30")).toBe("2026-11-03");
  expect(beginOf("all", "2026-11-30")).toBeNull();
  const points = [point(0, 1), point(1, 2), point(2, 3)];
  expect(since(points, "2026-01-06").map(({ value }) => value)).toEqual([2, 3]);
  expect(since(points, null)).toHaveLength(3);
});

test("a course counts weeks without a session, and none that was stopped or where nothing was done", () => {
  const session = (day: string, more: object = {}) => ({ started_at: `${day}T09:00:00+01:00`, source: "camera" as const, ending: "done", done: 3, ...more });
  const points = [session("2026-11-02"), session("2026-11-03", { source: "self-reported" }), session("2026-11-04", { ending: "stopped" }), session("2026-11-05", { done: 0 }), session("2026-11-30")];
  expect(counted(points, "week", "2026-11-04", "2026-11-30").map(({ from, seen, self_reported }) => [from, seen, self_reported])).toEqual([
    ["2026-11-02", 1, 1],
    ["2026-11-09", 0, 0],
    ["2026-11-16", 0, 0],
    ["2026-11-23", 0, 0],
    ["2026-11-30", 1, 0],
  ]);
});

test("sides are told apart only where both could not be one", () => {
  expect([toldApart(30, 27, 1.4), toldApart(30, 27.5, 1.4), toldApart(30, 10, null)]).toEqual([true, false, null]);
});
