import { expect, test } from "vitest";

import { shapesOf } from "./drawing";
import { filmOf, type Format, MOMENTS, playerOf } from "./film";
import { FOREARM, SHIN, THIGH, UPPER_ARM } from "./lengths";
import { MEASURES, type MeasureName } from "./measures";
import { between, jointsOf, otherSide, postureOf, settingOf, type Values } from "./posture";
import { length, minus, type Point } from "./space";
import { lookAt, viewOf } from "./view";

const REST: Values = {};
const TILT_LEFT: Values = { neck_tilt_deg: -30 };
const FORWARD: Values = { wrist_height_sw: 0.1, wrist_gap_sw: 0.2, elbow_flexion_left_deg: 12, elbow_flexion_right_deg: 12 };
const ABOVE: Values = { wrist_height_sw: 1.3 };
const OPEN: Values = { wrist_height_sw: 0.7, wrist_gap_sw: 2.4 };

const joints = (values: Values) => jointsOf(postureOf(values));
const front = viewOf("front");

/** The middle of a shape in the picture: right and down are positive. */
function middle(values: Values, name: string, view = front): Point {
  const { points } = shapesOf(postureOf(values), view).find((shape) => shape.name === name)!;
  return [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis as 0 | 1], 0) / points.length) as unknown as Point;
}

test("seen from the front as in a mirror, the person's left is on the left", () => {
  expect(middle(REST, "left sleeve")[0]).toBeLessThan(middle(REST, "right sleeve")[0]);
  expect(middle(TILT_LEFT, "head")[0]).toBeLessThan(-0.05);
  expect(middle({ head_azimuth_deg: -30 }, "nose")[0]).toBeLessThan(-0.1);
  expect(middle({ trunk_lean_deg: -20 }, "head")[0]).toBeLessThan(-0.3);
});

test("the other side is the mirror image, shape by shape", () => {
  const values: Values = { ...TILT_LEFT, head_azimuth_deg: -20, trunk_lean_deg: -10, shoulder_elevation_left_sw: 0.1, elbow_flexion_right_deg: 80 };
  const name = (side: string): string => side.replace(/left|right/, (word) => (word === "left" ? "right" : "left"));
  for (const { name: shape } of shapesOf(postureOf(values), front)) {
    const [x, y] = middle(values, shape);
    const [otherX, otherY] = middle(otherSide(values), name(shape));
    expect(otherX, shape).toBeCloseTo(-x, 1);
    expect(otherY, shape).toBeCloseTo(y, 1);
  }
  expect(otherSide(otherSide(values))).toEqual(values);
});

/** What no drawing shows, and why. */
const UNDRAWN: Partial<Record<MeasureName, string>> = {
  breath: "whoever only sits there breathes",
  head_speed_deg_s: "a speed is no posture",
};

test("every measure moves the figure", () => {
  for (const [name, { unit, part }] of Object.entries(MEASURES)) {
    if (name in UNDRAWN) continue;
    // An elbow goes across, a foot is lifted by more than a shoulder is.
    const value = unit === "sw" ? (part === "arms" || part === "legs" ? 0.7 : 0.11) : unit === "deg" ? 25 : 0.8;
    expect(joints({ [name]: value }), `${name}: let it move a joint, or give a reason in UNDRAWN`).not.toEqual(joints(REST));
  }
});

test("some measures, seen: each moves what it is named for, and the right way", () => {
  expect(middle({ neck_flexion_deg: 35 }, "nose")[1]).toBeGreaterThan(middle(REST, "nose")[1] + 0.1);
  expect(middle({ head_depression_deg: 30 }, "nose")[1]).toBeGreaterThan(middle(REST, "nose")[1] + 0.1);
  expect(joints({ shoulder_elevation_left_sw: 0.11 }).shoulders[0][1]).toBeGreaterThan(joints(REST).shoulders[0][1] + 0.1);
  expect(joints({ shoulder_elevation_left_sw: 0.11 }).shoulders[1]).toEqual(joints(REST).shoulders[1]);
  const back = viewOf("back");
  expect(middle({ shoulder_retraction: 0.7 }, "left blade", back)[0]).toBeGreaterThan(middle(REST, "left blade", back)[0] + 0.1);
});

test("arms get where their measures say", () => {
  for (const [values, height, gap] of [
    [FORWARD, 0.1, 0.2],
    [ABOVE, 1.3, null],
    [OPEN, 0.7, 2.4],
  ] as const) {
    const { shoulders, wrists } = joints(values);
    for (const side of [0, 1] as const) expect(wrists[side][1] - shoulders[side][1]).toBeCloseTo(height);
    if (gap !== null) expect(length(minus(wrists[1], wrists[0]))).toBeCloseTo(gap);
  }
});

const STANDING: Values = { thigh_upright: 1 };
const SQUAT: Values = { knee_flexion_left_deg: 90, knee_flexion_right_deg: 90 };
const HEELS: Values = { heel_rise_left_sw: 0.25, heel_rise_right_sw: 0.25 };
const KNEE_UP: Values = { hip_flexion_left_deg: 80, knee_flexion_left_deg: 90 };

test("an arm is raised as far as its measure says, sideways and forward", () => {
  for (const degrees of [0, 45, 90, 135, 170]) {
    for (const [name, side, axis] of [
      ["arm_abduction_right_deg", 1, 0],
      ["arm_abduction_left_deg", 0, 0],
      ["arm_flexion_right_deg", 1, 2],
    ] as const) {
      const { shoulders, elbows } = joints({ [name]: degrees });
      const upper = minus(elbows[side], shoulders[side]);
      const out = axis === 0 && side === 0 ? -upper[axis] : upper[axis];
      const raised = (Math.atan2(out, -upper[1]) * 180) / Math.PI;
      expect(Math.abs(raised - degrees), `${name} ${degrees}: ${raised}`).toBeLessThan(6);
    }
  }
});

test("hands go to the head, the other shoulder and the other elbow", () => {
  const { wrists, headMiddle } = joints({ hand_to_head_left_sw: 0 });
  expect(length(minus(wrists[0], headMiddle))).toBeLessThan(0.6);
  const toShoulder = joints({ hand_to_other_shoulder_right_sw: 0.1 });
  expect(length(minus(toShoulder.wrists[1], toShoulder.shoulders[0]))).toBeLessThan(0.4);
  const across = joints({ elbow_across_left_sw: 0.8 });
  expect(across.elbows[0][0]).toBeGreaterThan(across.shoulders[0][0] + 0.5);
});

test("whoever stands has feet on the floor, and no stool", () => {
  const feet = (values: Values): number[] => joints(values).lower.map(({ heel, toes }) => Math.min(heel[1], toes[1]));
  const floor = Math.min(...feet(REST));
  for (const values of [STANDING, SQUAT, HEELS, KNEE_UP, { foot_lift_sw: 0.6 }, { weight_shift_sw: 0.3 }, { stance_width_sw: 1.4 }, { knee_flexion_left_deg: 100 }]) {
    expect(Math.min(...feet(values)), JSON.stringify(values)).toBeCloseTo(floor);
    expect(filmOf(STANDING, values).shapes.map(({ name }) => name)).not.toContain("seat");
  }
  expect(filmOf(REST, REST).shapes.map(({ name }) => name)).toContain("seat");
  expect(joints(STANDING).shoulders[0][1]).toBeGreaterThan(joints(REST).shoulders[0][1] + 0.8);
  expect(joints(SQUAT).shoulders[0][1]).toBeLessThan(joints(STANDING).shoulders[0][1] - 0.5);
  expect(joints(HEELS).shoulders[0][1]).toBeGreaterThan(joints(STANDING).shoulders[0][1] + 0.1);
  const [left, right] = feet({ foot_lift_sw: -0.5 });
  expect(left).toBeGreaterThan(right! + 0.3);
});

test("whoever rises from a stool keeps it, and the feet, where they are", () => {
  const sits: Values = { thigh_upright: 0.2 };
  const setting = settingOf(sits, STANDING);
  expect(setting.stool).toBe(true);
  const ankles = [0, 0.5, 1].map((share) => jointsOf(between(postureOf(sits, setting), postureOf(STANDING, setting), share)).lower[0].ankle);
  for (const ankle of ankles.slice(1)) expect(length(minus(ankle, ankles[0]!))).toBeLessThan(0.05);
  const { shapes } = filmOf(sits, STANDING);
  expect(shapes.find(({ name }) => name === "seat")!.moves).toBeNull();
});

test("a leg is as long in every posture", () => {
  for (const values of [REST, STANDING, SQUAT, KNEE_UP, { knee_flexion_right_deg: 110 }]) {
    const { hips, lower } = joints(values);
    for (const side of [0, 1] as const) {
      expect(length(minus(lower[side].knee, hips[side]))).toBeCloseTo(THIGH);
      expect(length(minus(lower[side].ankle, lower[side].knee))).toBeCloseTo(SHIN);
    }
  }
});

test("an arm is as long in every posture, on the way too, and bends at the elbow alone", () => {
  for (const values of [REST, FORWARD, ABOVE, OPEN, { wrist_gap_sw: 0.2 }]) {
    for (const share of [0, 0.3, 0.6, 1]) {
      const { shoulders, elbows, wrists } = jointsOf(between(postureOf(REST), postureOf(values), share));
      for (const side of [0, 1] as const) {
        expect(length(minus(elbows[side], shoulders[side]))).toBeCloseTo(UPPER_ARM);
        expect(length(minus(wrists[side], elbows[side]))).toBeCloseTo(FOREARM);
      }
    }
  }
});

test("a movement is looked at from where it is seen", () => {
  const look = (values: Values) => lookAt(postureOf(REST), postureOf(values));
  expect(look(TILT_LEFT)).toBe("front");
  expect(look({ head_azimuth_deg: -30, head_depression_deg: 30 })).toBe("front");
  expect(look(ABOVE)).toBe("front");
  expect(look({ neck_flexion_deg: 35 })).toBe("turned");
  expect(look(FORWARD)).toBe("turned");
  // The arm that comes forward is the nearer one.
  expect(look({ arm_flexion_left_deg: 90 })).toBe("turned");
  expect(look({ arm_flexion_right_deg: 90 })).toBe("turned right");
  expect(look({ shoulder_retraction: 0.7 })).toBe("back");
  const onFeet = (values: Values) => filmOf(STANDING, values).look;
  expect(onFeet(SQUAT)).toBe("left side");
  expect(onFeet({ knee_flexion_right_deg: 100 })).toBe("right side");
  expect(onFeet({ trunk_side_bend_deg: 25 })).toBe("front");
  expect(onFeet({ weight_shift_sw: 0.3 })).toBe("front");
  expect(look({ trunk_flexion_deg: 50 })).toBe("left side");
  expect(look({ arm_abduction_left_deg: 90 })).toBe("front");
});

test("who looks away shows no face", () => {
  const seen = (look: "front" | "back") => shapesOf(postureOf(REST), viewOf(look)).filter((shape) => shape.seen > 0.5).map((shape) => shape.name);
  expect(seen("front")).toEqual(expect.arrayContaining(["nose", "mouth", "left eye", "right eye"]));
  expect(seen("front")).not.toContain("left blade");
  expect(seen("back")).toEqual(expect.not.arrayContaining(["nose", "mouth", "left eye", "right eye"]));
  expect(seen("back")).toContain("left blade");
});

test("a film begins and ends at rest, stays at the target, and keeps still what does not move", () => {
  const { shapes } = filmOf(REST, TILT_LEFT);
  const head = shapes.find((shape) => shape.name === "head")!;
  const atRest = filmOf(REST, REST).shapes.find((shape) => shape.name === "head")!;
  expect(head.moves!.d).toHaveLength(MOMENTS.length);
  expect([head.moves!.d.at(0), head.moves!.d.at(-1)]).toEqual([atRest.d, atRest.d]);
  expect(head.moves!.d.filter((d) => d === head.d)).toHaveLength(2);
  expect(shapes.find((shape) => shape.name === "left thigh")!.moves).toBeNull();
  // One outline goes over into the next only by the same commands, and time never goes back.
  const commands = new Set(head.moves!.d.map((d) => d.replace(/[^A-Z]/g, "")));
  expect(commands.size).toBe(1);
  expect(MOMENTS).toEqual([...MOMENTS].sort((a, b) => a - b));
  expect([MOMENTS.at(0), MOMENTS.at(-1)]).toEqual([0, 1]);
});

test("a film is played through each of its pictures, and straight from one to the next", () => {
  const { moves, d } = filmOf(REST, TILT_LEFT).shapes.find((shape) => shape.name === "head")!;
  const at = playerOf(moves!);
  MOMENTS.forEach((moment, index) => expect(at(moment).d).toBe(moves!.d[index]));
  expect(at(0.5).d).toBe(d);
  const first = (outline: string): number => Number(/-?[\d.]+/.exec(outline)![0]);
  const [left, arriving] = [moves!.d[1]!, moves!.d[2]!].map(first);
  expect(first(at((MOMENTS[1]! + MOMENTS[2]!) / 2).d)).toBeCloseTo((left! + arriving!) / 2, 1);
  expect(playerOf({ d: moves!.d, opacity: MOMENTS.map((moment) => moment) })(0.5).opacity).toBeCloseTo(0.5);
});

function isWhole(values: Values, format: Format): void {
  const { shapes, arrows, frame } = filmOf(REST, values, format);
  for (const { d } of [...shapes, ...arrows]) expect(d).not.toMatch(/NaN|Infinity|undefined/);
  const [left, top, width] = frame;
  const numbers = [...shapes.find((shape) => shape.name === "head")!.d.matchAll(/-?[\d.]+/g)].map(Number);
  const [xs, ys] = [numbers.filter((_, index) => index % 2 === 0), numbers.filter((_, index) => index % 2 === 1)];
  expect(Math.min(...ys)).toBeGreaterThan(top);
  expect(Math.min(...xs)).toBeGreaterThan(left);
  expect(Math.max(...xs)).toBeLessThan(left + width);
}

test.each(["wide", "tall"] as const)("no posture draws a place that is no number, nor leaves the frame with its head: %s", (format) => {
  for (const values of [REST, TILT_LEFT, FORWARD, ABOVE, OPEN, { trunk_lean_deg: 30 }, { wrist_height_sw: 9, wrist_gap_sw: 9 }, { neck_flexion_deg: 90 }, { trunk_lean_deg: -60 }]) {
    isWhole(values, format);
  }
});

test("nor does one on its feet", () => {
  const up: Values = { ...STANDING, arm_abduction_left_deg: 178, arm_abduction_right_deg: 178 };
  for (const values of [SQUAT, KNEE_UP, up, { trunk_flexion_deg: 80 }, { facing_deg: 90 }, { foot_lift_sw: 3 }, { stance_width_sw: 5, weight_shift_sw: -2 }]) isWhole(values, "tall");
});

test("an arrow says where it goes; who stays has none", () => {
  expect(filmOf(REST, REST).arrows).toEqual([]);
  expect(filmOf(REST, TILT_LEFT).arrows).toHaveLength(1);
  expect(filmOf(REST, OPEN).arrows).toHaveLength(2);
});

test("who only sits there breathes, and little else moves", () => {
  const { shapes } = filmOf(REST, { shoulder_elevation_left_sw: 0 });
  expect(shapes.filter((shape) => shape.moves).map((shape) => shape.name)).toEqual(expect.arrayContaining(["trunk"]));
  expect(shapes.find((shape) => shape.name === "head")!.moves).toBeNull();
});

test("hands that go up pass beside the face, not before it", () => {
  for (const share of [0.2, 0.35, 0.5, 0.65, 0.8]) {
    const { wrists, headMiddle } = jointsOf(between(postureOf(REST), postureOf(ABOVE), share));
    for (const wrist of wrists) {
      if (Math.abs(wrist[1] - headMiddle[1]) < 0.4) expect(Math.abs(wrist[0])).toBeGreaterThan(0.4);
    }
  }
});
