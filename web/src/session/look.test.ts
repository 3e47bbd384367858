import { expect, test } from "vitest";

import { isEnough, lookOf, ringShare, same } from "./look";
import type { GuideRule, GuideSentence, LiveSentence } from "./protocol";
import { figure, guide, sentences, view } from "./testing/views";

const sentence = (text: string, ...verbs: GuideRule["verb"][]): GuideSentence => ({ text, rules: verbs.map((verb) => ({ rule: verb, verb, explained: "" })) });

test("which step of how many, and its side", () => {
  expect(lookOf(view(0), guide, null).meta).toBe("Step 1 of 3");
  expect(lookOf(view(2), guide, null).meta).toBe("Step 2 of 3 · right side");
});

test("the ring counts down before a step, then the seconds that remain, then says enough", () => {
  const ring = (...of: Parameters<typeof view>): string => {
    const { kind, text } = lookOf(view(...of), guide, 2).ring;
    return `${kind} ${text}`;
  };
  expect(ring(1)).toBe("ready 2");
  expect(ring(1, { phase: "reaching" })).toBe("hold 10");
  expect(ring(1, { phase: "holding", hold_s: 6.2 })).toBe("hold 4");
  expect(ring(1, { phase: "paused", hold_s: 9.98 })).toBe("hold 1");
  expect(ring(1, { phase: "holding", hold_s: 10 })).toBe("enough ✓");
  expect(ring(3, { phase: "holding", reps: 3 })).toBe("reps 3");
  expect(ring(0, { phase: "setup" })).toBe("none ");
});

test("on the clock the ring shows how long the phase lasts", () => {
  expect(lookOf(view(1, { phase: "reaching", remaining_s: 5.2 }), guide, null).ring.text).toBe("6");
  expect(lookOf(view(1, { phase: "holding", remaining_s: 3.4, hold_s: 6.6 }), guide, null).ring.text).toBe("4");
  expect(ringShare(view(1, { phase: "reaching", remaining_s: 2 }), 8)).toBe(0.75);
  expect(ringShare(view(1, { phase: "holding", remaining_s: 5, hold_s: 5 }), 8)).toBe(0.5);
});

test("advice is given for what is broken or not seen, and for nothing else", () => {
  const advised = sentences("neck-tilt", "left", ["broken", null, "Lift your chin."], ["unseen", null, "A shoulder is hidden."], ["waiting", null, "Go on."], ["met"]);
  expect(lookOf(view(1, { sentences: advised }), guide, null).sentences.map((one) => one.advice)).toEqual(["Lift your chin.", "A shoulder is hidden.", null, null, null]);
});

test("a figure is shown when its rule has its turn", () => {
  const [round] = guide.steps;
  const plan = { ...guide, steps: [{ ...round!, sentences: [sentence("Rest.", "start"), sentence("Come back.", "return"), sentence("Again.", "return", "repeat")] }] };
  const live: LiveSentence[] = ["Rest.", "Come back.", "Again."].map((text) => ({ text, standing: "waiting", figure: figure("head_azimuth_deg", 31, 8), advice: null }));
  const values = (...of: [Parameters<typeof view>[1]]): string[] => lookOf(view(0, { sentences: live, ...of[0] }), plan, null).sentences.map((one) => one.value);
  expect(values({})).toEqual(["31° off", "", "31° off"]);
  expect(values({ phase: "holding", hold_s: 3 })).toEqual(["", "", "31° off"]);
  expect(values({ phase: "returning", hold_s: 12 })).toEqual(["", "31° off", "31° off"]);
  expect(values({ phase: "holding", reps: 2, reps_goal: 5 })).toEqual(["", "", "2 of 5"]);
});

test("a step is enough by its hold, its count, or both", () => {
  expect(isEnough(view(1, { hold_s: 9.9 }))).toBe(false);
  expect(isEnough(view(1, { hold_s: 10 }))).toBe(true);
  expect(isEnough(view(3, { reps: 4 }))).toBe(false);
  expect(isEnough(view(3, { reps: 5 }))).toBe(true);
  expect(isEnough(view(9))).toBe(false);
});

test("what looks the same is not drawn anew", () => {
  const look = lookOf(view(1, { phase: "holding", hold_s: 6.21 }), guide, null);
  expect(same(look, lookOf(view(1, { phase: "holding", hold_s: 6.24, at_s: 3 }), guide, null))).toBe(true);
  expect(same(look, lookOf(view(1, { phase: "holding", hold_s: 6.31 }), guide, null))).toBe(false);
  expect(same(null, look)).toBe(false);
});
