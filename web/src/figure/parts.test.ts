import { expect, test } from "vitest";

import type { GuideFigure, GuideRule } from "../session/protocol";
import { faces, isDrawn, partsOf } from "./parts";

const figure = (target: Record<string, number>, rest: Record<string, number> = {}): GuideFigure => ({ rest, target });
const tilt = figure({ neck_tilt_deg: -30, head_depression_deg: 0 });
const shrug = figure({ shoulder_elevation_left_sw: 0.11, shoulder_elevation_right_sw: 0.11 });
const reach = figure({ wrist_height_sw: 0.1, neck_flexion_deg: 35 });
/** Somebody who only sits there: a pause to breathe, or a movement that no camera sees. */
const still = figure({ shoulder_elevation_left_sw: 0 });

test("a guide is of the parts that it moves, the most often moved first", () => {
  expect(partsOf([tilt, reach, shrug])).toEqual(["neck", "arms", "shoulders"]);
  expect(partsOf([figure({ trunk_lean_deg: -16 })])).toEqual(["back"]);
  expect(partsOf([still, tilt])).toEqual(["neck"]);
  expect(partsOf([still])).toEqual([]);
});

test("what stays as it was is not moved", () => {
  expect(partsOf([figure({ elbow_flexion_left_deg: 12, neck_tilt_deg: 20 }, { elbow_flexion_left_deg: 12 })])).toEqual(["neck"]);
});

test("guides that begin alike do not look alike", () => {
  expect(faces([[tilt, shrug], [tilt, shrug], [figure({ neck_tilt_deg: -28 }), reach]])).toEqual([tilt, shrug, reach]);
});

test("who has the least to choose from chooses first", () => {
  expect(faces([[tilt, shrug, reach], [shrug, tilt], [tilt]])).toEqual([reach, shrug, tilt]);
});

test("where nothing moves, nothing is drawn", () => {
  expect(faces([[], [still], [still, tilt]])).toEqual([null, null, tilt]);
});

test("what runs on the clock is drawn only where it keeps a posture of its own", () => {
  const step = (verb: GuideRule["verb"], figure: GuideFigure) => ({ figure, sentences: [{ text: "Do.", rules: [{ rule: verb, verb, explained: "" }] }] });
  expect(isDrawn(step("reach", still))).toBe(true);
  expect(isDrawn(step("keep", still))).toBe(false);
  expect(isDrawn(step("keep", reach))).toBe(true);
  expect(isDrawn({ figure: still, sentences: [{ text: "Do.", rules: [] }] })).toBe(true);
});
