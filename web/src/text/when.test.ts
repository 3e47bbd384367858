import { afterEach, beforeEach, expect, test } from "vitest";

import { asWritten, dayBefore, dayHere, dayOf, localRfc3339, untilMidnight } from "./when";

declare const process: { env: Record<string, string | undefined> };

const zone = process.env["TZ"];
beforeEach(() => {
  process.env["TZ"] = "Europe/Berlin";
});
afterEach(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

test.each([
  ["Europe/Berlin", "2026-11-29T01:45:00Z", "2026-11-29T02:45:00+01:00"],
  ["Europe/Berlin", "2026-07-01T22:30:09Z", "2026-07-02T00:30:09+02:00"],
  ["America/St_Johns", "2026-01-01T02:00:00Z", "2025-12-31T22:30:00-03:30"],
  ["Asia/Kathmandu", "2026-01-01T00:00:00Z", "2026-01-01T05:45:00+05:45"],
  ["UTC", "2026-01-01T00:00:00.999Z", "2026-01-01T00:00:00+00:00"],
])("in %s, %s is written with its own time and offset", (where, at, written) => {
  process.env["TZ"] = where;
  expect(localRfc3339(new Date(at))).toBe(written);
  // It is the same moment, to the second.
  expect(Math.floor(Date.parse(written) / 1000)).toBe(Math.floor(Date.parse(at) / 1000));
});

test("a record is read as it was on the clock there, wherever it is read", () => {
  for (const here of ["Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles"]) {
    process.env["TZ"] = here;
    const { at, timeZone } = asWritten("2026-11-29T02:45:00+01:00");
    expect(new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeStyle: "short", timeZone }).format(at)).toBe("29/11/2026, 02:45");
    expect(dayOf("2026-11-29T02:45:00+01:00")).toBe("2026-11-29");
  }
});

test("a record in UTC, as older pages wrote it, is read as it was here", () => {
  expect(asWritten("2026-11-28T23:30:00.123Z")).toEqual({ at: new Date("2026-11-28T23:30:00.123Z"), timeZone: undefined });
  expect(dayOf("2026-11-28T23:30:00.123Z")).toBe("2026-11-29");
});

test("days follow each other over months and years", () => {
  expect(["2026-03-01", "2024-03-01", "2026-01-01"].map(dayBefore)).toEqual(["2026-02-28", "2024-02-29", "2025-12-31"]);
  expect(dayHere(new Date("2026-12-31T23:30:00Z"))).toBe("2027-01-01");
});

test("midnight comes when the clock here says so, also on the days on which it is put forward or back", () => {
  const hours = (from: string): number => untilMidnight(new Date(from)) / 3_600_000;
  expect(hours("2026-11-29T22:00:00+01:00")).toBe(2);
  expect(hours("2026-03-29T00:00:00+01:00")).toBe(23);
  expect(hours("2026-10-25T00:00:00+02:00")).toBe(25);
});
