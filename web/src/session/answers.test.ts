import { expect, test } from "vitest";

import { Answers } from "./answers";
import type { SavedStep } from "./protocol";
import { guide } from "./testing/views";

const report = (verdict: SavedStep["verdict"]) => ({
  schema: 2 as const,
  unhunch: "0",
  guide: { name: "upper-back", sha256: "" },
  video: null,
  steps: [{ step: "round-back", side: null, verdict, hold_s: 0, holds: [], reps: null, sentences: [] }],
  events: [],
});
const asked = { step: "round-back", side: null, sentence: 1, text: "Your shoulders follow." };

test("what was never asked of a step that was done stands there without an answer", () => {
  expect(new Answers(guide).all(report("done"), new Set())).toMatchObject([{ step: "round-back", sentence: 1, answer: null }]);
});

test("the last answer counts", () => {
  const answers = new Answers(guide);
  answers.add(asked, "no");
  answers.add(asked, "yes");
  expect(answers.all(report("done"), new Set())).toEqual([{ ...asked, answer: "yes" }]);
});

test("nothing is asked of what was skipped, or never begun", () => {
  expect(new Answers(guide).all(report("not_done"), new Set())).toEqual([]);
  const answers = new Answers(guide);
  answers.add(asked, "no");
  expect(answers.all(report("not_done"), new Set(["round-back/"]))).toEqual([]);
});
