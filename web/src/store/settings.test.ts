import { expect, test } from "vitest";

import { defaults, readSettings } from "./settings";

test("nothing stored, or nonsense, gives the defaults", () => {
  for (const stored of [undefined, null, 3, "x", [], { voice: "yes", rate: 99, model: "huge", cameraId: "" }]) {
    expect(readSettings(stored)).toEqual(defaults);
  }
});

test("what is well-formed is kept beside what is not", () => {
  expect(readSettings({ voice: false, rate: 1.5, model: "lite", cameraId: "abc", sounds: 1 })).toEqual({
    ...defaults,
    voice: false,
    rate: 1.5,
    model: "lite",
    cameraId: "abc",
  });
});
