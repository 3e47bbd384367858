import { expect, test } from "vitest";

import { actionOf, type Pressed } from "./keys";

const action = (key: string, part: Partial<Pressed> = {}) => actionOf({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, target: "other", paused: false, ...part });

test("each key has its meaning", () => {
  expect([" ", "b", "s", "S", "d", "m", "f", "r", "Escape", "y", "j", "n", "x", "Enter"].map((key) => action(key))).toEqual([
    "pause",
    "back",
    "skip",
    "skip",
    "done",
    "mute",
    "big",
    "neutral",
    "stop",
    "yes",
    "yes",
    "no",
    null,
    null,
  ]);
});

test("in a pause the space bar goes on, and so does Enter before the button has its focus", () => {
  expect(action(" ", { paused: true })).toBe("resume");
  expect(action("Enter", { paused: true })).toBe("resume");
  // The button's own press does it then.
  expect(action("Enter", { paused: true, target: "button" })).toBeNull();
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
  expect(action("r", { ctrlKey: true })).toBeNull();
  expect(action("m", { metaKey: true })).toBeNull();
  expect(action(" ", { repeat: true })).toBeNull();
});
