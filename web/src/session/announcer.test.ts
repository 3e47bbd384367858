import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Announcer, readingMs } from "./announcer";
import { say } from "./testing/views";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function announcer(aloud: boolean) {
  const spoken: string[] = [];
  const shown: (string | null)[] = [];
  const over: number[] = [];
  const ends: (() => void)[] = [];
  let stopped = 0;
  const made = new Announcer(
    {
      speak(text, language, done) {
        spoken.push(`${language}: ${text}`);
        ends.push(done);
        return aloud;
      },
      stop: () => void stopped++,
    },
    (one) => shown.push(one?.text ?? null),
  );
  made.onSpoken = (id) => over.push(id);
  return { announcer: made, spoken, shown, over, ends, end: () => ends.at(-1)?.(), stops: () => stopped };
}

const tilt = say("Tilt your neck.", { id: 1, kind: "lead" });
const ear = say("Lass dein Ohr sinken.", { id: 2, kind: "guide", language: "de" });
const chin = say("Lift your chin a little.", { id: 3, kind: "correction", interrupts: true });

test("one thing after the other, each in its own language, and each is told when it is over", () => {
  const { announcer: says, spoken, shown, over, end } = announcer(true);
  says.say([tilt, ear]);
  expect([spoken, over]).toEqual([["en: Tilt your neck."], []]);
  end();
  expect(spoken).toEqual(["en: Tilt your neck.", "de: Lass dein Ohr sinken."]);
  expect(shown).toEqual(["Tilt your neck.", "Lass dein Ohr sinken."]);
  end();
  expect(over).toEqual([1, 2]);
});

test("what interrupts breaks off what is said and what waits; nobody waits for their end", () => {
  const { announcer: says, spoken, over, ends, end, stops } = announcer(true);
  says.say([tilt, ear]);
  says.say([chin]);
  expect(stops()).toBe(1);
  expect(over).toEqual([1, 2]);
  expect(spoken).toEqual(["en: Tilt your neck.", "en: Lift your chin a little."]);
  // The end of what was broken off ends nothing else.
  ends[0]?.();
  expect(over).toEqual([1, 2]);
  end();
  expect(over).toEqual([1, 2, 3]);
});

test("without a voice, a text has the time that one needs to read it", () => {
  const { announcer: says, over } = announcer(false);
  says.say([chin]);
  vi.advanceTimersByTime(readingMs(chin.text) - 1);
  expect(over).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(over).toEqual([3]);
});

test("a voice that never tells its end does not silence the rest", () => {
  const { announcer: says, over } = announcer(true);
  says.say([tilt, ear]);
  vi.advanceTimersByTime(60_000);
  expect(over).toEqual([1, 2]);
});

test("hushed, nothing is left to say or to wait for", () => {
  const { announcer: says, spoken, shown, over } = announcer(true);
  says.say([tilt, ear]);
  says.hush();
  expect([over, shown.at(-1), spoken.length]).toEqual([[1, 2], null, 1]);
  says.say([chin]);
  expect(spoken.at(-1)).toBe("en: Lift your chin a little.");
});

test("what was said fades after a while", () => {
  const { announcer: says, shown, end } = announcer(true);
  says.say([tilt]);
  end();
  expect(shown).toEqual(["Tilt your neck."]);
  vi.advanceTimersByTime(10_000);
  expect(shown).toEqual(["Tilt your neck.", null]);
});
