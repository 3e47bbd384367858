/** Legs by the measures of legs, from the middle of the hips. Lengths are as in `space.ts`. */
import { HIP_OUT, SHIN, THIGH } from "./lengths";
import type { MeasureName } from "./measures";
import type { Pair, Values } from "./posture";
import { add, apply, forward, rightward, scale, tipped, type Vector } from "./space";

/** Degrees; what is bent forward, or toes up, is positive. */
export interface Legs {
  hips: Pair<number>;
  knees: Pair<number>;
  ankles: Pair<number>;
  /** Heels over the toes, shoulder widths. */
  heels: Pair<number>;
  /** The feet from each other, and the hips beside the feet to the right, shoulder widths. */
  apart: number;
  shift: number;
}

export interface Leg {
  knee: Vector;
  ankle: Vector;
  heel: Vector;
  toes: Vector;
}

/** What a person stands on. */
interface Feet {
  lowest: number;
  middle: Vector;
}

/** From the ankle: the sole, the heel and the toes. */
const SOLE = 0.14;
const HEEL: Vector = [0, -SOLE, -0.12];
const TOES: Vector = [0, -SOLE, 0.42];
const APART = 0.5;

const SEATED = 90;

/** The legs in which these measures have these values; what is not named is as one sits, or stands. */
export function legsOf(values: Values, sits: boolean): Legs {
  const own = (start: string, side: "left" | "right", unit: string): number | undefined => values[`${start}_${side}_${unit}` as MeasureName];
  const upright = values["thigh_upright"];
  const thigh = upright === undefined ? (sits ? SEATED : 0) : degrees(Math.acos(Math.max(-1, Math.min(1, upright))));
  const knees = [own("knee_flexion", "left", "deg"), own("knee_flexion", "right", "deg")] as const;
  const lift = values["foot_lift_sw"] ?? 0;
  const both = (knees[0] ?? 0) > 20 && (knees[1] ?? 0) > 20;
  const leg = (side: "left" | "right", index: 0 | 1): { hip: number; knee: number } => {
    const lifted = Math.max(0, side === "right" ? lift : -lift);
    if (lifted > 0) {
      const raised = degrees(Math.acos(Math.max(-0.2, 1 - lifted / THIGH)));
      return { hip: raised, knee: raised };
    }
    // Both knees together are a squat; one alone takes the heel to the seat.
    const hip = own("hip_flexion", side, "deg") ?? (both ? (knees[index] ?? 0) * 0.85 : thigh);
    return { hip, knee: knees[index] ?? Math.max(0, hip) };
  };
  const [left, right] = [leg("left", 0), leg("right", 1)];
  // Whoever squats keeps the shins over the feet.
  const ankle = (side: "left" | "right", { hip, knee }: { hip: number; knee: number }): number => own("ankle_flexion", side, "deg") ?? (both ? knee - hip : 0);
  return {
    hips: [left.hip, right.hip],
    knees: [left.knee, right.knee],
    ankles: [ankle("left", left), ankle("right", right)],
    heels: [own("heel_rise", "left", "sw") ?? 0, own("heel_rise", "right", "sw") ?? 0],
    apart: values["stance_width_sw"] ?? APART,
    shift: values["weight_shift_sw"] ?? 0,
  };
}

/** One leg from the hips' middle. */
export function legOf({ hips, knees, ankles, heels, apart, shift }: Legs, side: number, index: 0 | 1): Leg {
  // Outwards as far as the feet stand apart, and back under hips that went aside.
  const aside = degrees(Math.asin(Math.max(-0.9, Math.min(0.9, (side * (apart / 2 - HIP_OUT) - shift) / (THIGH + SHIN)))));
  const slope = tipped(-aside);
  const down = (length: number, ahead: number): Vector => apply(slope, apply(forward(-ahead), [0, -length, 0]));
  const knee = add([side * HIP_OUT, 0, 0], down(THIGH, hips[index]));
  const shin = hips[index] - knees[index];
  const ankle = add(knee, down(SHIN, shin));
  // On the toes, the foot stands on them and the ankle goes up.
  const pitch = degrees(Math.asin(Math.max(-0.9, Math.min(0.9, heels[index] / (TOES[2] - HEEL[2])))));
  const foot = (v: Vector): Vector => add(ankle, apply(rightward(side * 6), apply(forward(pitch - shin - ankles[index]), v)));
  return { knee, ankle, heel: foot(HEEL), toes: foot(TOES) };
}

/** The lowest place of both feet, and the middle of those that are down. */
export function feetOf(legs: Legs): Feet {
  const both = [legOf(legs, -1, 0), legOf(legs, 1, 1)];
  const depth = both.map((leg) => Math.min(leg.heel[1], leg.toes[1]));
  const lowest = Math.min(...depth);
  // How much each stands: one that is lifted by a hand's width does not.
  const stands = depth.map((y) => Math.max(0, 1 - (y - lowest) / 0.3));
  const total = stands.reduce((sum, share) => sum + share, 0);
  const middle = both.reduce((sum: Vector, leg, index) => add(sum, scale(leg.ankle, stands[index]! / total)), [0, 0, 0]);
  return { lowest, middle };
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;
