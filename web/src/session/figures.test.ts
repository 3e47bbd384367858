import { expect, test } from "vitest";

import { MEASURES } from "../figure/measures";
import { figureText, isThere, meterAim, meterSpoken, meterText } from "./figures";
import type { Meter, SentenceStanding } from "./protocol";
import english from "./text.en";
import { figure } from "./testing/views";

const said = (measure: string | null, value: number | null, threshold: number, unit = "deg", standing: SentenceStanding = "met", reaches = false): string =>
  figureText(figure(measure, value, threshold, unit), standing, reaches);

test("angles are whole degrees, how far one is off or how far one has come", () => {
  expect(said("head_azimuth_deg", 4.4, 15)).toBe("4° off");
  expect(said("head_azimuth_deg", -4.4, 15)).toBe("4° off");
  expect(said("neck_tilt_deg", 31.4, 20, "deg", "met", true)).toBe("31°");
  expect(said("neck_tilt_deg", -7, 20, "deg", "waiting", true)).toBe("0°");
  expect(said("elbow_flexion_left_deg", 12.2, 50, "deg", "met", true)).toBe("12° bent");
});

test("a chin is down, up or level", () => {
  expect(said("head_depression_deg", 14.3, 12, "deg", "broken")).toBe("14° down");
  expect(said("head_depression_deg", -5.8, 12)).toBe("6° up");
  expect(said("head_depression_deg", 0.4, 12)).toBe("level");
  expect(said("head_depression_deg", -0.4, 12)).toBe("level");
});

test("shoulders and hands are said in words", () => {
  expect(said("shoulder_elevation_left_sw", 0.02, 0.08, "sw")).toBe("down");
  expect(said("shoulder_elevation_left_sw", 0.1, 0.08, "sw", "broken")).toBe("raised");
  expect(said("wrist_gap_sw", 0.5, 0.8, "sw")).toBe("together");
  expect(said("wrist_gap_sw", 1.5, 0.8, "sw", "waiting", true)).toBe("apart");
  expect(said("wrist_height_sw", 0.4, 0.7, "sw")).toBe("level");
  expect(said("shoulder_retraction", 0.62, 0.5, "index")).toBe("together");
  // The same measure the other way round: arms open wide.
  expect(said("wrist_gap_sw", 2.1, 1.8, "sw")).toBe("wide apart");
  expect(said("wrist_gap_sw", 1.1, 1.8, "sw", "waiting", true)).toBe("too close");
});

test("seconds have one decimal and never show the goal before it is there", () => {
  expect(said(null, 6.24, 10, "s")).toBe("6.2 of 10 s");
  expect(said(null, 9.99, 10, "s")).toBe("9.9 of 10 s");
  expect(said(null, 12, 10, "s")).toBe("12.0 s");
});

test("repetitions are counted", () => {
  expect(said(null, 3, 5, "reps")).toBe("3 of 5");
  expect(said(null, 7, 5, "reps")).toBe("7");
});

test("what is not seen has no figure", () => {
  expect(said("neck_tilt_deg", null, 20)).toBe("");
  expect(said("neck_tilt_deg", 20, 20, "deg", "unseen")).toBe("");
  expect(figureText(null, "met", false)).toBe("");
});

test("the meter says where it is and what to aim for", () => {
  const meter: Meter = { measure: "neck_tilt_deg", missing: true, unit: "deg", value: 12.6, least: 0, most: 45, band: [20, 45], good: 30, arc: null };
  expect(meterText(meter)).toBe("13°");
  expect(meterSpoken(meter)).toBe("13°, aim: 20° or more");
  expect(meterSpoken({ ...meter, value: null })).toBe("not seen, aim: 20° or more");
});

test("the meter never speaks of shares", () => {
  const hands: Meter = { measure: "wrist_gap_sw", missing: true, unit: "sw", value: 2.1, least: 0, most: 2.4, band: [0, 0.8], good: null, arc: null };
  expect([2.1, 1.1, 0.7].map((value) => meterText({ ...hands, value }))).toEqual(["apart", "nearly there", "together"]);
  expect(meterSpoken(hands)).toBe("apart, aim: together");
  const blades: Meter = { ...hands, measure: "shoulder_retraction", unit: "index", most: 1.2, band: [0.5, 1.2] };
  expect([0.1, 0.4, 0.62].map((value) => meterText({ ...blades, value }))).toEqual(["apart", "nearly there", "together"]);
  expect(meterAim({ ...hands, measure: "something_new_sw" })).toBe("aim: there");
});

test("a band is open where the scale ends", () => {
  const tilt: Meter = { measure: "neck_tilt_deg", missing: true, unit: "deg", value: 20, least: 0, most: 45, band: [20, 45], good: 30, arc: null };
  const at = (meter: Meter, values: (number | null)[]): boolean[] => values.map((value) => isThere({ ...meter, value }));
  expect(at(tilt, [19.9, 20, 45, 52, null])).toEqual([false, true, true, true, false]);
  expect(at({ ...tilt, band: [0, 20] }, [-3, 0, 20, 20.1, null])).toEqual([true, true, true, false, false]);
});

test("every posture that is measured has a word for its meter, and no word is of none", () => {
  const { unnamed: _, ...words } = english.measure;
  const motions = ["breath", "head_speed_deg_s"];
  expect(Object.keys(words).sort()).toEqual(Object.keys(MEASURES).filter((name) => !motions.includes(name)).sort());
});
