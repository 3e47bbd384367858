import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Announcer, readingMs } from "./announcer";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function announcer(aloud: boolean) {
  const spoken: string[] = [];
  const shown: (string | null)[] = [];
  const ends: (() => void)[] = [];
  let stopped = 0;
  const made = new Announcer(
    {
      speak(text, over) {
        spoken.push(text);
        ends.push(over);
        return aloud;
      },
      stop: () => void stopped++,
    },
    (text) => shown.push(text),
  );
  return { announcer: made, spoken, shown, ends, end: () => ends.at(-1)?.(), stops: () => stopped };
}

test("a cue is dropped while another one is being spoken", () => {
  const { announcer: says, spoken, end } = announcer(true);
  expect(says.cue("Lift your chin a little.")).toBe(true);
  expect(says.cue("Let your shoulders sink.")).toBe(false);
  end();
  expect(says.cue("Let your shoulders sink.")).toBe(true);
  expect(spoken).toEqual(["Lift your chin a little.", "Let your shoulders sink."]);
});

test("what belongs to the course waits, and the newest of it wins", () => {
  const { announcer: says, spoken, shown, end } = announcer(true);
  says.cue("Lift your chin a little.");
  says.announce("Half-way.");
  says.announce("And release.");
  expect(spoken).toEqual(["Lift your chin a little."]);
  end();
  expect(spoken).toEqual(["Lift your chin a little.", "And release."]);
  expect(shown).toEqual(["Lift your chin a little.", "And release."]);
});

test("a cue breaks off an introduction, whose end is then no longer waited for", () => {
  const { announcer: says, spoken, ends } = announcer(true);
  says.introduce("Get ready. Tilt your neck.");
  expect(says.cue("Lift your chin a little.")).toBe(true);
  ends[0]?.();
  expect(says.cue("Let your shoulders sink.")).toBe(false);
  says.introduce("Switch sides.");
  ends[1]?.();
  expect(spoken).toEqual(["Get ready. Tilt your neck.", "Lift your chin a little.", "Switch sides."]);
});

test("without a voice, a text has the time that one needs to read it", () => {
  const { announcer: says, spoken } = announcer(false);
  says.cue("Lift your chin a little.");
  vi.advanceTimersByTime(readingMs("Lift your chin a little.") - 1);
  expect(says.cue("Too early.")).toBe(false);
  vi.advanceTimersByTime(1);
  expect(says.cue("Now.")).toBe(true);
  expect(spoken).toEqual(["Lift your chin a little.", "Now."]);
});

test("a voice that never tells its end does not silence the rest", () => {
  const { announcer: says } = announcer(true);
  says.cue("Lift your chin a little.");
  vi.advanceTimersByTime(60_000);
  expect(says.cue("Now.")).toBe(true);
});

test("the end of a text that was broken off does not end the next one", () => {
  const { announcer: says, ends, stops } = announcer(true);
  says.cue("Lift your chin a little.");
  says.hush();
  expect(stops()).toBe(1);
  says.announce("Paused.");
  ends[0]?.();
  expect(says.cue("Let your shoulders sink.")).toBe(false);
  ends[1]?.();
  expect(says.cue("Let your shoulders sink.")).toBe(true);
});

test("what was said fades after a while", () => {
  const { announcer: says, shown, end } = announcer(true);
  says.cue("Now.");
  end();
  expect(shown).toEqual(["Now."]);
  vi.advanceTimersByTime(10_000);
  expect(shown).toEqual(["Now.", null]);
});
