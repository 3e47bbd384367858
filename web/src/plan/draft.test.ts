import { expect, test } from "vitest";

import { DAYS, type Plan } from "../store/plan";
import { faultsOf, isSame, moved, nameOfFile, nextTime, tidied, toggled, USUAL, withBreak, withoutBreak } from "./draft";

const EMPTY: Plan = { quiet: [], put_off_min: 30, breaks: [] };
const back = { guide: "upper-back", ...USUAL };

test("a guide is planned once: again means instead", () => {
  const twice = withBreak(withBreak(withBreak(EMPTY, back), { ...back, guide: "neck" }), { ...back, often: { kind: "every", minutes: 45 } });
  expect(twice.breaks.map(({ guide, often }) => [guide, often.kind])).toEqual([
    ["upper-back", "every"],
    ["neck", "times_a_day"],
  ]);
  expect(withoutBreak(twice, "upper-back").breaks.map(({ guide }) => guide)).toEqual(["neck"]);
  expect(EMPTY.breaks).toEqual([]);
});

test("days keep the order of the week, and the last one stays", () => {
  expect(toggled(["friday"], "monday")).toEqual(["monday", "friday"]);
  expect(toggled(["monday", "friday"], "monday")).toEqual(["friday"]);
  expect(toggled(["friday"], "friday")).toEqual(["friday"]);
  expect(toggled(DAYS, "sunday")).toHaveLength(6);
});

test("another hour is two hours later, or one that is free", () => {
  expect([nextTime([]), nextTime(["10:00"]), nextTime(["12:30", "09:00"]), nextTime(["23:00"])]).toEqual(["10:00", "12:00", "14:30", "00:00"]);
});

test("what can't be saved is named", () => {
  const plan: Plan = {
    quiet: [{ from: "22:00", to: "22:00" }],
    put_off_min: 1000,
    breaks: [
      { ...back, often: { kind: "times_a_day", times: 0 } },
      { ...back, guide: "neck", often: { kind: "every", minutes: 4 } },
      { ...back, guide: "shoulders", often: { kind: "at", times: ["9:00"] } },
      { ...back, guide: "gentle", often: { kind: "at", times: [] } },
      { ...back, guide: "arms", often: { kind: "times_a_day", times: Number.NaN } },
    ],
  };
  expect(faultsOf(plan)).toEqual([
    { guide: "upper-back", fault: "times" },
    { guide: "neck", fault: "minutes" },
    { guide: "shoulders", fault: "hours" },
    { guide: "gentle", fault: "hours" },
    { guide: "arms", fault: "times" },
    { guide: null, fault: "quiet" },
    { guide: null, fault: "put_off" },
  ]);
  expect(faultsOf(withBreak({ ...EMPTY, quiet: [{ from: "22:00", to: "07:00" }] }, back))).toEqual([]);
});

test("hours in another order are the same plan", () => {
  const at = (...times: string[]): Plan => withBreak(EMPTY, { ...back, often: { kind: "at", times } });
  expect(tidied(at("12:00", "09:00", "12:00")).breaks[0]?.often).toEqual({ kind: "at", times: ["09:00", "12:00"] });
  expect(isSame(at("12:00", "09:00"), at("09:00", "12:00"))).toBe(true);
  expect(isSame(at("12:00"), at("09:00"))).toBe(false);
});

test("what is moved stands where it was put, and never beyond an end", () => {
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], 1, 9)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
});

test("a file's name is a guide's, as far as it can be one", () => {
  expect(["Upper Back.md", "upper-back (1).md", "my_neck.markdown", "übung.md", "..md"].map(nameOfFile)).toEqual(["upper-back", "upper-back", "my-neck", null, null]);
});
