import { expect, test } from "vitest";

import type { Counts, RuleWords, View } from "./protocol";
import { piecesOf } from "./Source";
import { becauseText, foundText, progressText, refusedText, ruleText, waitsText } from "./words";

const rule = (words: Partial<RuleWords>): RuleWords => ({ rule: "x", verb: "reach", says: null, count: null, unit: null, explained: null, ...words });

test("a rule is said as what one does", () => {
  expect(ruleText(rule({ says: "Tilt your head to the left." }))).toBe("The step counts once you are there. The coach says: “Tilt your head to the left.”");
  expect(ruleText(rule({ verb: "hold", count: [10, 30], unit: "s" }))).toBe("Stay for 10 to 30 seconds.");
  expect(ruleText(rule({ verb: "hold", count: [1, null], unit: "s" }))).toBe("Stay for 1 second.");
  expect(ruleText(rule({ verb: "hold", count: [3, null], unit: "breaths" }))).toBe("Stay for 3 breaths.");
  expect(ruleText(rule({ verb: "repeat", count: [5, 12], unit: "times" }))).toBe("Do it 5 to 12 times.");
  expect(ruleText(rule({ verb: "each side", rule: "each side" }))).toBe("Done once to the left and once to the right.");
  expect(ruleText(rule({ verb: "stop", rule: "Stop if it hurts." }))).toBe("Stop if it hurts.");
  expect(ruleText(rule({ verb: "keep", rule: "keep own phrase" }))).toBe("keep own phrase");
});

test("what waits says for what", () => {
  expect(waitsText({ for: "reach" })).toContain("says what to reach");
  expect(waitsText({ for: "clash", with: "head turned" })).toContain("“head turned”");
});

test("the words that made a rule stand on one line", () => {
  expect(becauseText(["tilt", "your\nhead"])).toBe("from “tilt”, “your head”");
});

const counts: Counts = { steps: 2, sentences: 9, open: 0, accepted: 0, struck: 0, waiting: 0, questions: 0 };

test("how far one has got names only what there is", () => {
  expect(progressText({ ...counts, open: 12, questions: 1 })).toBe("12 suggestions to look at · 1 question");
  expect(progressText({ ...counts, accepted: 3, struck: 1, waiting: 2 })).toBe("All suggestions looked at · 3 accepted · 1 struck · 2 waiting");
  expect(progressText(counts)).toBe("");
});

test("what was found is one sentence", () => {
  const view = { counts: { ...counts, open: 5, questions: 1 }, left_out: [{}, {}] } as unknown as View;
  expect(foundText(view)).toBe("Found: 2 steps, 9 sentences, 5 rules suggested, 1 question to you, and 2 parts left out.");
});

test("what is refused says why and what to do", () => {
  expect(refusedText({ why: "too_much", steps: 240 })).toContain("240 steps");
  expect(refusedText({ why: "no_how_to" })).toContain("no steps");
});

test("a text is cut at its marks, whichever overlap", () => {
  expect(piecesOf("tilt your head", [[10, 14], [0, 4], [2, 6]])).toEqual([
    { text: "tilt", marked: true },
    { text: " y", marked: true },
    { text: "our ", marked: false },
    { text: "head", marked: true },
  ]);
});
