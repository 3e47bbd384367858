import { expect, test } from "vitest";

import { actionOf, type Pressed } from "./keys";

const action = (key: string, part: Partial<Pressed> = {}) => actionOf({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, target: "other", ...part });

test("each key has its meaning", () => {
  expect([" ", "s", "S", "m", "Escape", "y", "n", "x", "Enter"].map((key) => action(key))).toEqual(["pause", "skip", "skip", "mute", "stop", "yes", "no", null, null]);
});

test("keys are the field's while one types in it, but not the way out", () => {
  expect(action("s", { target: "field" })).toBeNull();
  expect(action("Escape", { target: "field" })).toBe("stop");
});

test("the space bar is the button's that has the focus", () => {
  expect(action(" ", { target: "button" })).toBeNull();
  expect(action("s", { target: "button" })).toBe("skip");
});

test("the browser's own shortcuts and a key held down mean nothing", () => {
  expect(action("s", { ctrlKey: true })).toBeNull();
  expect(action("m", { metaKey: true })).toBeNull();
  expect(action(" ", { repeat: true })).toBeNull();
});
