import { expect, test } from "vitest";

import { defaults, readSettings } from "./settings";

test("nothing stored, or nonsense, gives the defaults", () => {
  for (const stored of [undefined, null, 3, "x", [], { voice: "yes", rate: 99, volume: -1, model: "huge", cameraId: "", mirroredCameras: "x", voices: 3 }]) {
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

test("a voice belongs to a language, a mirror to a camera, and loudness is between nothing and all", () => {
  const stored = { voices: { de: "Anna", en: "", es: 4 }, mirroredCameras: ["a", "", 3, "a", "b"], volume: 0, voiceName: "Old" };
  expect(readSettings(stored)).toEqual({ ...defaults, voices: { de: "Anna" }, mirroredCameras: ["a", "b"], volume: 0, voiceName: "Old" });
  expect(readSettings({ volume: 1.01 }).volume).toBe(0.7);
});
