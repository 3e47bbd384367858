import { expect, test } from "vitest";

import hints from "../../../crates/session/src/set_up.rs?raw";
import stage from "../../../crates/session/src/stage.rs?raw";
import { de } from "../text/de";
import { en } from "../text/en";
import { es } from "../text/es";

const CATALOGUES = { en, de, es };

/** The names that the judge gives to the variants of one of its enums. */
const namesOf = (source: string, variant: string): string[] => [...source.matchAll(new RegExp(`${variant}::\\w+ => "(\\w+)"`, "g"))].map((found) => found[1]!);

test("every hint of the set-up look has words in every language", () => {
  const names = namesOf(hints, "Hint");
  expect(names).toContain("turn_left");
  expect(names).toContain("feet_out");
  for (const [language, { session }] of Object.entries(CATALOGUES)) expect(Object.keys(session.hint).sort(), language).toEqual([...names].sort());
});

test("so has everything that keeps the judge from seeing, and every reason to look anew", () => {
  const troubles = namesOf(stage, "Trouble");
  const renewals = namesOf(stage, "Renewal");
  expect(troubles).toContain("turn_front");
  expect(renewals).toContain("turned");
  for (const [language, { session }] of Object.entries(CATALOGUES)) {
    expect(Object.keys(session.sight).filter((name) => name !== "frozen_note").sort(), language).toEqual([...troubles].sort());
    expect(Object.keys(session.again).sort(), language).toEqual([...renewals].sort());
  }
});
