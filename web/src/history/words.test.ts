import { expect, test } from "vitest";

import type { Range } from "../store/history";
import { amountText, errorText, kindText, pointText, tickText, valueText, whenText } from "./words";

/** Languages put spaces of several widths into dates. */
const plain = (text: string): string => text.replace(/\s/g, " ");

const range = { unit: "deg", error: 1.4 } as Range;
const group = { key: "a", side: "left" as const, at: 0, from: "2026-11-20T08:15:00+01:00", until: null, sessions: 1, value: 31.4, threshold: 20, confidence: 0.92, views: ["front" as const], aside: false };

test("no tenth of a degree is promised, and an error is never told smaller than it is", () => {
  expect([amountText(31.4, "deg"), amountText(-0.3, "deg"), errorText(1.4, "deg"), errorText(2, "deg")]).toEqual(["31°", "0°", "2°", "2°"]);
  expect([amountText(0.124, "sw"), errorText(0.027, "sw"), tickText(0.1, "sw")]).toEqual(["12% of the shoulders’ width", "3%", "10%"]);
  expect([amountText(0.312, "index"), amountText(12.6, "deg/s")]).toEqual(["0.31", "13°/s"]);
});

test("a value has its error beside it, where one is known", () => {
  expect([valueText(group, range), valueText(group, { ...range, error: null })]).toEqual(["31° ± 2°", "31°"]);
});

test("a point says when, which side, how far, from where it was seen and how surely", () => {
  expect(pointText(group, range, "session")).toMatch(/November 20, 2026.*8:15.*, left, 31° ± 2°, camera in front, seen 92% surely$/);
  const week = { ...group, from: "2026-11-16", until: "2026-11-23", sessions: 5, side: null, views: [], confidence: null };
  expect(plain(pointText(week, range, "week"))).toBe("November 16 – 22, 2026, 31° ± 2°, camera’s place not known, the middle of 5 sessions");
});

test("a span is called what it is", () => {
  const span = { from: "2026-11-01", until: "2026-12-01" };
  expect([whenText(span, "month"), whenText({ from: "2026-11-30", until: "2026-12-01" }, "day"), whenText({ from: "2026-11-30", until: "2026-12-07" }, "week")].map(plain)).toEqual(["November 2026", "November 30, 2026", "November 30 – December 6, 2026"]);
});

test("the sentence over a week is kind, whatever the week was", () => {
  const all = [
    kindText({ kind: "open" }, false),
    kindText({ kind: "open" }, true),
    kindText({ kind: "stopped" }, false),
    kindText({ kind: "begun", sessions: 2 }, false),
    kindText({ kind: "as_planned", days: 1, done: 3 }, false),
    kindText({ kind: "done", done: 1, parts: 4, hold_s: 0 }, false),
    kindText({ kind: "done", done: 5, parts: 20, hold_s: 240 }, false),
  ];
  expect(all).toEqual([
    "This week is still open.",
    "A quiet week.",
    "It hurt, and you stopped. That was right.",
    "You sat down and began, 2 times.",
    "On one day you did all that you had planned. 3 sessions in the week: time for yourself.",
    "One session, 4 parts of it done: time for yourself.",
    "5 sessions, 20 parts done and 4 minutes held: time for yourself.",
  ]);
  for (const text of all) expect(text).not.toMatch(/streak|only|missed|should|must|in a row|\b0\b/i);
});
