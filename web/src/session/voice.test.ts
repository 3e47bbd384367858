import { expect, test } from "vitest";

import { voiceFor } from "./voice";

const voice = (name: string, lang: string, localService = true) => ({ name, lang, localService });
const german = voice("Anna", "de-DE");
const british = voice("Daniel", "en_GB");
const american = voice("Samantha", "en-US");
const away = voice("Far away", "es-ES", false);
const all = [german, british, american, away];

test("words are read by a voice of their own language, else not at all", () => {
  expect(voiceFor(all, "de", null)).toBe(german);
  expect(voiceFor(all, "en", null)).toBe(british);
  expect(voiceFor([german], "en", null)).toBeNull();
  expect(voiceFor(all, "est", null)).toBeNull();
});

test("the chosen voice reads its own language only", () => {
  expect(voiceFor(all, "en", "Samantha")).toBe(american);
  expect(voiceFor(all, "en", "Anna")).toBe(british);
});

test("a voice that would send the words away is none", () => {
  expect(voiceFor(all, "es", "Far away")).toBeNull();
});
