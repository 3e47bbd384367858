import { expect, test } from "vitest";

import { asked, ASKS_FOR_MS, Questions } from "./questions";
import type { LiveDose, SavedStep } from "./protocol";
import type { Report } from "./state";
import { dosesAt, guide, view } from "./testing/views";

const text = "Your shoulders follow your hands forward, so that your upper back rounds.";
const report = (...verdicts: SavedStep["verdict"][]): Report => ({
  schema: 1,
  unhunch: "0",
  guide: { name: "upper-back", sha256: "" },
  video: null,
  events: [],
  steps: verdicts.map((verdict) => ({ step: "round-back", side: null, verdict, hold_s: 0, holds: [], reps: null, sentences: [] })),
});

test("a step that is over asks its question, until it is answered", () => {
  const questions = new Questions(guide);
  expect(questions.next(view(0), 0)).toBeNull();
  expect(questions.next(view(1), 100)?.text).toBe(text);
  expect(questions.next(view(1), 200)?.text).toBe(text);
  expect(questions.answer("yes", 300)).toBeNull();
  expect(questions.next(view(1), 400)).toBeNull();
  expect(questions.all(report("done"))).toEqual([{ step: "round-back", side: null, sentence: 1, text, answer: "yes" }]);
});

test("it goes away when the next movement begins or nobody answers, and stays unanswered", () => {
  for (const gone of [view(1, { phase: "reaching" }), view(1)]) {
    const questions = new Questions(guide);
    expect(questions.next(view(1), 0)).not.toBeNull();
    expect(questions.next(gone, ASKS_FOR_MS + 1)).toBeNull();
    expect(questions.next(view(1), ASKS_FOR_MS + 2)).toBeNull();
    expect(questions.all(report("done")).map((one) => one.answer)).toEqual([null]);
  }
});

test("what was skipped is not asked about", () => {
  const skipped: LiveDose[] = dosesAt(1).map((dose) => (dose.step === "round-back" ? { ...dose, standing: "not_done" } : dose));
  const questions = new Questions(guide);
  expect(questions.next(view(1, { doses: skipped }), 0)).toBeNull();
  expect(questions.all(report("not_done"))).toEqual([]);
});

test("a step that only the report knows to be done is asked about at the end", () => {
  expect(new Questions(guide).all(report("good")).map((one) => one.text)).toEqual([text]);
});

test("a question calls the sides as the guide does", () => {
  const german = structuredClone(guide);
  german.sides = { left: "links", right: "rechts" };
  const tilt = german.steps.find((step) => step.id === "neck-tilt")!;
  tilt.sentences = [{ text: "Du spürst es {side}.", rules: [{ rule: "ask a pull", verb: "ask", explained: "" }] }];
  expect(asked(german, "neck-tilt", "right").map((one) => one.text)).toEqual(["Du spürst es rechts."]);
});
