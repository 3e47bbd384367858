import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Examiner, PAUSE_MS } from "./examiner";
import type { Examined, ExamineReply, ExamineRequest } from "./protocol";

const FINE: Examined = { page: null, slug: null, mistakes: 0, findings: [] };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function stand() {
  const posted: ExamineRequest[] = [];
  const heard: [string, boolean][] = [];
  let [started, ended] = [0, 0];
  let reply = (_: ExamineReply): void => {};
  const examiner = new Examiner(
    (hear) => {
      started++;
      reply = hear;
      return { post: (request) => posted.push(request), end: () => ended++ };
    },
    (text, examined) => heard.push([text, examined !== null]),
  );
  return { examiner, posted, heard, helpers: () => [started, ended], answer: (examined: Examined | null = FINE) => reply({ turn: posted.at(-1)!.turn, examined }), stale: () => reply({ turn: posted.at(-1)!.turn - 1, examined: FINE }) };
}

const texts = (posted: ExamineRequest[]): string[] => posted.map(({ text }) => text);

test("a text is examined a moment after the last key, one that was opened at once", () => {
  const { examiner, posted } = stand();
  examiner.take("a", "open", true);
  expect(texts(posted)).toEqual(["open"]);
  examiner.take("a", "o");
  vi.advanceTimersByTime(PAUSE_MS - 1);
  examiner.take("a", "op");
  vi.advanceTimersByTime(PAUSE_MS - 1);
  expect(posted).toHaveLength(1);
});

test("one at a time, and the newest follows", () => {
  const { examiner, posted, heard, answer, stale } = stand();
  examiner.take("a", "1", true);
  for (const text of ["2", "3", "4"]) {
    examiner.take("a", text);
    vi.advanceTimersByTime(PAUSE_MS * 2);
  }
  expect(texts(posted)).toEqual(["1"]);
  stale();
  expect(heard).toEqual([]);
  answer();
  expect(texts(posted)).toEqual(["1", "4"]);
  answer();
  expect(heard).toEqual([
    ["1", true],
    ["4", true],
  ]);
  vi.runAllTimers();
  expect(posted).toHaveLength(2);
});

test("one that broke is told, and the next text gets a fresh one", () => {
  const { examiner, posted, heard, helpers, answer } = stand();
  examiner.take("a", "1", true);
  answer(null);
  expect(heard).toEqual([["1", false]]);
  expect(helpers()).toEqual([1, 1]);
  examiner.take("a", "2", true);
  answer();
  expect(helpers()).toEqual([2, 1]);
  expect(heard.at(-1)).toEqual(["2", true]);
  examiner.take("a", "3");
  examiner.end();
  vi.runAllTimers();
  expect(texts(posted)).toEqual(["1", "2"]);
});
