import { expect, test } from "vitest";

import { lookOf, ringShare, same } from "./look";
import type { GuideRule, GuideSentence, LiveSentence } from "./protocol";
import { figure, guide, sentences, view } from "./testing/views";

const sentence = (text: string, ...verbs: GuideRule["verb"][]): GuideSentence => ({ text, rules: verbs.map((verb) => ({ rule: verb, verb, explained: "" })) });

test("which step of how many, and its side", () => {
  expect(lookOf(view(0), guide).meta).toBe("Step 1 of 3");
  expect(lookOf(view(2), guide).meta).toBe("Step 2 of 3 · right side");
});

test("the ring shows the seconds that remain, or how often it was done, and what it waits for", () => {
  const ring = (...of: Parameters<typeof view>): string => {
    const { kind, text, note } = lookOf(view(...of), guide).ring;
    return `${kind} ${text} ${note ?? ""}`.trim();
  };
  expect(ring(1)).toBe("none");
  expect(ring(1, { phase: "reaching" })).toBe("hold 10");
  expect(ring(1, { phase: "holding", hold_s: 6.2 })).toBe("hold 4");
  expect(ring(1, { phase: "paused", hold_s: 9.98 })).toBe("hold 1 waits");
  expect(ring(1, { phase: "holding", hold_s: 3, trouble: "frozen" })).toBe("hold 7 waits");
  expect(ring(1, { phase: "holding", hold_s: 10, enough: true })).toBe("enough  enough");
  expect(ring(3, { phase: "holding", reps: 3 })).toBe("reps 3 of 5");
  expect(ring(0, { phase: "setup" })).toBe("none");
  expect(ring(1, { phase: "asking" })).toBe("none");
});

test("on the clock the ring shows how long the phase lasts", () => {
  expect(lookOf(view(1, { phase: "ready", remaining_s: 2.4 }), guide).ring.text).toBe("3");
  expect(lookOf(view(1, { phase: "reaching", remaining_s: 5.2 }), guide).ring.text).toBe("6");
  expect(lookOf(view(1, { phase: "holding", remaining_s: 3.4, hold_s: 6.6 }), guide).ring.text).toBe("4");
  expect(ringShare(view(1, { phase: "reaching", remaining_s: 2 }), 8)).toBe(0.75);
  expect(ringShare(view(1, { phase: "holding", remaining_s: 5, hold_s: 5 }), 8)).toBe(0.5);
});

test("the edge is green while it is right, amber for what is broken, and grey for all that is neither", () => {
  const chin = sentences("neck-tilt", "left", ["met"], ["met"], ["broken"]);
  const hidden = sentences("neck-tilt", "left", ["met"], ["met"], ["unseen"]);
  const edge = (part: Parameters<typeof view>[1]): string => lookOf(view(1, part), guide).edge;
  expect(edge({ phase: "holding" })).toBe("well");
  expect(edge({ phase: "paused", sentences: chin })).toBe("fix");
  expect(edge({ phase: "reaching", sentences: chin })).toBe("fix");
  expect(edge({ phase: "paused", sentences: hidden })).toBe("waits");
  expect(edge({ phase: "reaching" })).toBe("waits");
  expect(edge({ phase: "holding", trouble: "too_dark" })).toBe("waits");
});

test("parts have the guide's short names", () => {
  const german = { ...guide, sides: { left: "links", right: "rechts" } };
  expect(lookOf(view(1), german).doses.map((dose) => dose.text)).toEqual(["Round your back", "Neck tilt, links", "Neck tilt, rechts", "Blade squeeze"]);
});

test("advice is given for what is broken or not seen, and for what counts now", () => {
  const advised = sentences("neck-tilt", "left", ["broken", null, "Lift your chin."], ["unseen", null, "A shoulder is hidden."], ["waiting", null, "Go on."], ["met"]);
  const advice = (focus: number | null) => lookOf(view(1, { sentences: advised, focus }), guide).sentences.map((one) => one.advice);
  expect(advice(null)).toEqual(["Lift your chin.", "A shoulder is hidden.", null, null, null]);
  expect(advice(2)).toEqual(["Lift your chin.", "A shoulder is hidden.", "Go on.", null, null]);
});

test("a figure is shown when its rule has its turn", () => {
  const [round] = guide.steps;
  const plan = { ...guide, steps: [{ ...round!, sentences: [sentence("Rest.", "start"), sentence("Come back.", "return"), sentence("Again.", "return", "repeat")] }] };
  const live: LiveSentence[] = ["Rest.", "Come back.", "Again."].map((text) => ({ text, standing: "waiting", figure: figure("head_azimuth_deg", 31, 8), advice: null }));
  const values = (...of: [Parameters<typeof view>[1]]): string[] => lookOf(view(0, { sentences: live, ...of[0] }), plan).sentences.map((one) => one.value);
  expect(values({})).toEqual(["31° off", "", "31° off"]);
  expect(values({ phase: "holding", hold_s: 3 })).toEqual(["", "", "31° off"]);
  expect(values({ phase: "returning", hold_s: 12, enough: true })).toEqual(["", "31° off", "31° off"]);
  expect(values({ phase: "holding", reps: 2, reps_goal: 5 })).toEqual(["", "", "2 of 5"]);
});

test("what looks the same is not drawn anew", () => {
  const look = lookOf(view(1, { phase: "holding", hold_s: 6.21 }), guide);
  expect(same(look, lookOf(view(1, { phase: "holding", hold_s: 6.24, at_s: 3 }), guide))).toBe(true);
  expect(same(look, lookOf(view(1, { phase: "holding", hold_s: 6.31 }), guide))).toBe(false);
  expect(same(null, look)).toBe(false);
});

test("in a rest the ring shows what is left of it, and the set is told beside the step", () => {
  const rests = view(3, { phase: "resting", reps: 0, set: 2, sets: 3, rest_s: 7.2, rest_goal_s: 30 });
  const look = lookOf(rests, guide);
  expect([look.ring.kind, look.ring.text, look.ring.note]).toEqual(["wait", "8", "rest"]);
  expect(look.meta).toBe("Step 3 of 3 · Set 2 of 3");
  expect(ringShare(rests, 1)).toBeCloseTo(0.76);
});

test("a step on the clock before a camera may be done sooner, once it has begun", () => {
  const on = (part: Parameters<typeof view>[1]): boolean => lookOf(view(1, part), guide).on_clock;
  expect(on({ phase: "ready", remaining_s: 2 })).toBe(false);
  expect(on({ phase: "reaching", remaining_s: 2 })).toBe(true);
  expect(on({ phase: "resting", remaining_s: 2 })).toBe(true);
  expect(on({ phase: "holding", remaining_s: null })).toBe(false);
  const stopped = lookOf(view(1, { phase: "paused", remaining_s: 3.4, hold_s: 6.6 }), guide).ring;
  expect([stopped.text, stopped.note, stopped.stopped]).toEqual(["4", "waits", true]);
});

test("a short name that says the side itself says it once", () => {
  const named = { ...guide, steps: guide.steps.map((step) => (step.each_side ? { ...step, short: "Tilt {side}" } : step)) };
  const doses = view(1).doses.map((dose) => (dose.side === null ? dose : { ...dose, short: `Tilt ${dose.side}` }));
  expect(lookOf(view(1, { doses }), named).doses.map(({ text }) => text)).toContain("Tilt left");
});
