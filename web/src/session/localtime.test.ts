import { expect, test } from "vitest";

import { localRfc3339 } from "./localtime";

const at = (utc: string, behind_min: number): string => localRfc3339(Object.assign(new Date(utc), { getTimezoneOffset: () => behind_min }));

test("the hour on the wall, and how far it is from UTC", () => {
  expect(at("2026-11-23T23:30:00Z", -60)).toBe("2026-11-24T00:30:00.000+01:00");
  expect(at("2026-11-23T02:05:00Z", 210)).toBe("2026-11-22T22:35:00.000-03:30");
  expect(at("2026-11-23T02:05:00Z", 0)).toBe("2026-11-23T02:05:00.000+00:00");
});

test("it is the same moment", () => {
  const now = new Date();
  expect(new Date(localRfc3339(now)).getTime()).toBe(now.getTime());
});
