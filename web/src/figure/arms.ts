/** Where the hand of an arm is, and which way its elbow points, by the measures of arms. Lengths are as in `space.ts`. */
import { FOREARM, mirrored, SHOULDER_HEIGHT, SHOULDER_OUT, UPPER_ARM } from "./lengths";
import type { MeasureName } from "./measures";
import type { Values } from "./posture";
import { add, minus, mix, scale, unit, type Vector } from "./space";

/** Of the right arm; the left is its mirror image. */
export interface Arm {
  wrist: Vector;
  /** The way in which the elbow points. */
  elbow: Vector;
}

export const HANDS_IN_LAP: Arm = { wrist: [0.27, 0.2, 0.66], elbow: [0.55, -0.2, -0.7] };
export const HANGING: Arm = { wrist: [0.56, -0.26, 0.06], elbow: [0.4, 0, -0.9] };

/** The top of the head, where a hand lies on it. */
const ON_HEAD: Vector = [0.14, 2.16, 0.06];
const OTHER_SHOULDER: Vector = [-0.44, 1.2, 0.24];
const OTHER_ELBOW: Vector = [-0.5, 0.5, 0.28];
/** A hand that is nearer than this to what it is measured to is drawn at it. */
const AT = 0.9;
/** An elbow that is farther across than this is drawn before the chest. */
const ACROSS = 0.3;

/** The arm of a side by its own measures; null where none of them is named. */
export function armOf(values: Values, side: number): Arm | null {
  const own = (start: string, unit: string): number | undefined => values[`${start}_${side < 0 ? "left" : "right"}_${unit}` as MeasureName];
  const arm = of(own);
  return arm && { wrist: mirrored(arm.wrist, side), elbow: mirrored(arm.elbow, side) };
}

function of(own: (start: string, unit: string) => number | undefined): Arm | null {
  const bend = own("elbow_bend", "deg") ?? own("elbow_flexion", "deg") ?? 0;
  const toHead = own("hand_to_head", "sw");
  if (toHead !== undefined) return { wrist: mix(ON_HEAD, [1, 1.5, 0.3], Math.min(1, toHead)), elbow: [1, 0.5, 0.1] };
  const across = own("elbow_across", "sw");
  if (across !== undefined && across > ACROSS) {
    const height = Math.max(-0.6, Math.min(0.6, own("wrist_height", "sw") ?? -0.05));
    return straight(unit([-across, height, Math.sqrt(Math.max(0.1, UPPER_ARM ** 2 - across ** 2))]), unit([-1, height * 0.5, 0.25]));
  }
  const toShoulder = own("hand_to_other_shoulder", "sw");
  if (toShoulder !== undefined) return { wrist: mix(OTHER_SHOULDER, [0.3, 0.7, 0.7], Math.min(1, toShoulder / AT)), elbow: [0.5, -1, 0.5] };
  const toElbow = own("hand_to_other_elbow", "sw");
  if (toElbow !== undefined) return { wrist: mix(OTHER_ELBOW, [0.3, 0.4, 0.7], Math.min(1, toElbow / AT)), elbow: [0.6, -1, 0.2] };
  const sideways = own("arm_abduction", "deg");
  if (sideways !== undefined) return straight(out(sideways), out(sideways + bend));
  const ahead = own("arm_flexion", "deg");
  if (ahead !== undefined) return straight(before(ahead), before(ahead + bend));
  const height = own("wrist_height", "sw");
  if (height !== undefined) return { ...reachesBy(1, height, undefined, own("elbow_bend", "deg") ?? own("elbow_flexion", "deg")) };
  const bent = own("elbow_bend", "deg");
  return bent === undefined ? null : straight(before(4), before(4 + bent));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
/** Raised so far sideways, or forward. A hanging arm is a little off the body. */
const out = (degrees: number): Vector => unit([Math.sin(radians(degrees)) + 0.07, -Math.cos(radians(degrees)), 0.06]);
const before = (degrees: number): Vector => unit([0.08, -Math.cos(radians(degrees)), Math.sin(radians(degrees))]);

/** An arm whose parts go in these directions. */
function straight(upper: Vector, lower: Vector): Arm {
  const shoulder: Vector = [SHOULDER_OUT, SHOULDER_HEIGHT, 0];
  const elbow = add(shoulder, scale(upper, UPPER_ARM));
  const wrist = add(elbow, scale(lower, FOREARM));
  const aside = minus(elbow, mix(shoulder, wrist, UPPER_ARM / (UPPER_ARM + FOREARM)));
  // A straight arm has no elbow that points anywhere.
  return { wrist, elbow: add(scale(aside, 10), [0.1, -0.1, -0.3]) };
}

/** Where a wrist is that these measures speak of. What they leave open is as people do it who reach so far. */
export function reachesBy(side: number, height: number | undefined, gap: number | undefined, bend: number | undefined): Arm {
  // Clasped or straight hands that nobody asked to lift lie in the lap or hang before it.
  const up = height ?? (bend !== undefined && bend < 45 ? -0.55 : -0.75);
  const above = up > 0.8;
  const open = (gap ?? 0) > 1.4;
  const wide = gap === undefined ? (above ? 0.24 : 0.3) : gap / 2;
  const across = wide - SHOULDER_OUT;
  const far = reachOf(bend ?? (open || height === undefined ? 90 : 12));
  // What length of arm is left goes forward; above the head it does not: arms go up beside it.
  const ahead = above ? 0.08 : Math.sqrt(Math.max(0.02, far ** 2 - across ** 2 - up ** 2));
  const elbow: Vector = above ? [1, 0, 0.25] : open ? [1, -1, -0.1] : [0.8, -0.8, -0.1];
  return { wrist: mirrored([wide, SHOULDER_HEIGHT + up, ahead], side), elbow: mirrored(elbow, side) };
}

/** From shoulder to wrist when the elbow is bent so far: law of cosines. */
function reachOf(bendDegrees: number): number {
  return Math.sqrt(UPPER_ARM ** 2 + FOREARM ** 2 + 2 * UPPER_ARM * FOREARM * Math.cos(radians(bendDegrees)));
}
