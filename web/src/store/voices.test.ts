import { expect, test } from "vitest";

import { type Spoken, voiceFor, voicesOf } from "./voices";

const voice = (name: string, lang: string, more: Partial<Spoken & { default: boolean }> = {}) => ({ name, lang, localService: true, ...more });
const here = [voice("Zoe", "en-US"), voice("Anna", "de-DE"), voice("Emil", "de_AT"), voice("Cloud", "de-DE", { localService: false }), voice("Daniel", "en-GB", { default: true }), voice("Odd", "den")];
const nothing = { voices: {}, voiceName: null };

test("only voices of this computer that speak the language are offered", () => {
  expect(voicesOf(here, "de").map(({ name }) => name)).toEqual(["Anna", "Emil"]);
  expect(voicesOf(here, "es")).toEqual([]);
});

test("words are said by a voice of their own language, or by none", () => {
  expect(voiceFor(here, "de", nothing)?.name).toBe("Anna");
  expect(voiceFor(here, "en", nothing)?.name).toBe("Daniel");
  expect(voiceFor(here, "es", nothing)).toBeNull();
});

test("what was chosen for a language holds for it alone", () => {
  const chosen = { voices: { de: "Emil", en: "Anna" }, voiceName: null };
  expect(voiceFor(here, "de", chosen)?.name).toBe("Emil");
  expect(voiceFor(here, "en", chosen)?.name).toBe("Daniel");
  expect(voiceFor(here, "de", { voices: {}, voiceName: "Cloud" })?.name).toBe("Anna");
});

test("a voice that was chosen by an older page holds where it fits", () => {
  const old = { voices: {}, voiceName: "Emil" };
  expect(voiceFor(here, "de", old)?.name).toBe("Emil");
  expect(voiceFor(here, "en", old)?.name).toBe("Daniel");
});
