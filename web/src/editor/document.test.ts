import { expect, test } from "vitest";

import { fitted } from "./clip";
import { isName, LONGEST_BYTES, nameFrom, textOf } from "./document";

test("names are those that the program takes", () => {
  for (const good of ["a", "my-neck", "2-minutes", "x".repeat(64)]) expect(isName(good), good).toBe(true);
  for (const bad of ["", "-", "a-", "-a", "a--b", "A", "ä", "a b", "a/b", "..", "a.md", "x".repeat(65)]) expect(isName(bad), bad).toBe(false);
});

test("a name made of a long title is cut, and still a name", () => {
  expect(nameFrom(null)).toBe("");
  const cut = nameFrom(`${"x".repeat(63)}-and-more`);
  expect(cut).toBe("x".repeat(63));
  expect(isName(cut)).toBe(true);
});

test("a file is read as a text field gives it back, without a byte order mark", async () => {
  expect(await textOf(new Blob(["\u{feff}---\r\ntitle: Füße\r\n---\r"]))).toBe("---\ntitle: Füße\n---\n");
});

test("bytes that are no text, and more than a guide may have, are refused", async () => {
  await expect(textOf(new Blob([Uint8Array.from([0xff, 0xfe])]))).rejects.toMatchObject({ why: "not_text" });
  await expect(textOf(new Blob(["x".repeat(LONGEST_BYTES + 1)]))).rejects.toMatchObject({ why: "file_long" });
  expect(await textOf(new Blob(["x".repeat(LONGEST_BYTES)]))).toHaveLength(LONGEST_BYTES);
});

test("a clip is made as small as a camera's picture and keeps its shape", () => {
  expect(fitted(640, 480)).toEqual({ width: 640, height: 480 });
  expect(fitted(1920, 1080)).toEqual({ width: 640, height: 360 });
  expect(fitted(1080, 1920)).toEqual({ width: 360, height: 640 });
  expect(fitted(320, 240)).toEqual({ width: 320, height: 240 });
  expect(fitted(10_000, 1)).toEqual({ width: 640, height: 1 });
});
