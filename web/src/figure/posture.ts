/**
 * How a person sits or stands who has certain measures: joints, from the values that a guide's step gives.
 *
 * Must not know: how it is drawn.
 */
import { armOf, HANDS_IN_LAP, HANGING, reachesBy } from "./arms";
import { feetOf, type Leg, legOf, type Legs, legsOf } from "./legs";
import { FOREARM, HIP_OUT, mirrored, SHOULDER_HEIGHT, SHOULDER_OUT, UPPER_ARM } from "./lengths";
import { MEASURES, type MeasureName } from "./measures";
import { add, after, apply, dot, forward, length, minus, mix, rightward, scale, tipped, type Turn, unit, type Vector } from "./space";

/** In the measures' own units. */
export type Values = Readonly<Partial<Record<MeasureName, number>>>;

export type Pair<T> = readonly [left: T, right: T];

/** What can be between two postures: plain numbers and places. */
export interface Posture {
  /** Degrees; to the right, and forward, is positive. */
  lean: number;
  twist: number;
  tilt: number;
  turn: number;
  nod: number;
  /** Of the trunk forward, at the hips. */
  bow: number;
  /** Which way the whole person faces, from the viewer to their right. */
  facing: number;
  /** Shoulder widths that the head slides back. */
  chinBack: number;
  legs: Legs;
  /** 1 where there is a stool, 0 where there is none. */
  stool: number;
  /** Shoulder widths. */
  lift: Pair<number>;
  /** 0 at rest, 1 is a full squeeze. */
  squeeze: number;
  /** 0 breathed out, 1 breathed in. */
  breath: number;
  /** Where the wrists are while trunk and shoulders are at rest, in shoulder widths from the middle of the hips. */
  wrists: Pair<Vector>;
  /** The way in which the elbows point. */
  elbows: Pair<Vector>;
}

/** Where the joints of a posture are. */
export interface Joints {
  trunk: Turn;
  neck: Turn;
  head: Turn;
  neckBase: Vector;
  headMiddle: Vector;
  shoulders: Pair<Vector>;
  elbows: Pair<Vector>;
  wrists: Pair<Vector>;
  hips: Pair<Vector>;
  /** From knee to toes. */
  lower: Pair<Leg>;
  pelvis: Turn;
}

const NECK: Vector = [0, 0.25, 0.06];
const SKULL: Vector = [0, 0.22, 0.07];

/** Drawn a little larger than life: a shrug of three centimetres is hard to see on a figure as high as a hand. */
const LIFT_SHOWN = 1.7;
const SLIDE_SHOWN = 1.5;
/** How far a full squeeze takes a shoulder back and in. */
const SQUEEZE_BACK = 0.2;
const SQUEEZE_IN = 0.07;
/** How far out a lifted hand swings on its way. */
const SWING = 1.1;
/** What a quiet breath does to the shoulders, and to the chest. */
const BREATH_LIFTS = 0.02;
export const BREATH_WIDENS = 0.025;
/** Of a nod, what the neck does; the rest is between skull and neck. */
const NECK_SHARE = 0.5;

const SIDES: Pair<number> = [-1, 1];
const both = <T>(make: (side: number, index: 0 | 1) => T): Pair<T> => [make(SIDES[0], 0), make(SIDES[1], 1)];

/** Whether a person is drawn who sits, who stands, or who does both: a movement has one stool, or none. */
export interface Setting {
  stool: boolean;
}

/** Where these postures are at home: with a stool, but for what is of the legs and never of one who sits. */
export function settingOf(...all: readonly Values[]): Setting {
  const names = all.flatMap((values) => Object.keys(values)).filter(isMeasure);
  const ofLegs = names.some((name) => MEASURES[name].part === "legs");
  const sits = all.some((values) => (values["thigh_upright"] ?? 1) <= SITS);
  return { stool: sits || !ofLegs };
}

/** Thighs that are less upright than this lie on a seat. */
const SITS = 0.5;

/** The posture in which these measures have these values; what is not named is as at rest, hands in the lap or hanging. */
export function postureOf(values: Values, setting: Setting = settingOf(values)): Posture {
  const value = (name: MeasureName): number => values[name] ?? 0;
  const flexion = value("neck_flexion_deg");
  const depression = value("head_depression_deg");
  const legs = legsOf(values, setting.stool);
  // Whoever goes down with both knees bows to stay over the feet.
  const squats = setting.stool ? 0 : Math.min(legs.knees[0], legs.knees[1]) * 0.35;
  return {
    lean: values["trunk_side_bend_deg"] ?? value("trunk_lean_deg"),
    twist: value("trunk_rotation_deg"),
    tilt: values["neck_tilt_deg"] ?? value("neck_lateral_flexion_deg"),
    turn: values["head_azimuth_deg"] ?? value("neck_rotation_deg"),
    nod: Math.abs(flexion) > Math.abs(depression) ? flexion : depression,
    bow: values["trunk_flexion_deg"] ?? squats,
    facing: value("facing_deg"),
    chinBack: value("chin_back_sw"),
    legs,
    stool: setting.stool ? 1 : 0,
    lift: [value("shoulder_elevation_left_sw"), value("shoulder_elevation_right_sw")],
    squeeze: value("shoulder_retraction"),
    breath: 0,
    ...arms(values, setting),
  };
}

function arms(values: Values, { stool }: Setting): Pick<Posture, "wrists" | "elbows"> {
  const height = values["wrist_height_sw"];
  const gap = values["wrist_gap_sw"];
  const bends = [values["elbow_flexion_left_deg"], values["elbow_flexion_right_deg"]] as const;
  const places = both((side, index) => {
    const own = armOf(values, side);
    if (own) return own;
    const bend = bends[index];
    if (height === undefined && gap === undefined && bend === undefined) {
      // Whoever has risen from the stool has no lap.
      const { wrist, elbow } = stool && (values["thigh_upright"] ?? 0) <= SITS ? HANDS_IN_LAP : HANGING;
      return { wrist: mirrored(wrist, side), elbow: mirrored(elbow, side) };
    }
    return reachesBy(side, height, gap, bend);
  });
  return { wrists: [places[0].wrist, places[1].wrist], elbows: [places[0].elbow, places[1].elbow] };
}

/** The same posture as the other side does it. */
export function otherSide(values: Values): Values {
  const mirrored = Object.entries(values).flatMap(([name, value]) => (isMeasure(name) ? [[MEASURES[name].twin, MEASURES[name].bySign ? -value : value]] : []));
  return Object.fromEntries(mirrored);
}

/** Whether this edition of the page knows it: a saved session, or the program itself, may be newer. */
export const isMeasure = (name: string): name is MeasureName => Object.hasOwn(MEASURES, name);

/**
 * A posture that was measured, beside the one that was asked for. `target` is that of the left side, or of a step without
 * sides; `value` is how far it went, towards the side of the step where the measure has a sign.
 *
 * Which shoulder or arm of a pair it was is not known: both are drawn so.
 */
export function asSeen(target: Values, measure: MeasureName, value: number, side: "left" | "right" | null): { seen: Values; asked: Values } {
  const asked = side === "right" ? otherSide(target) : target;
  const { bySign, twin } = MEASURES[measure];
  const signed = bySign && side === "left" ? -value : value;
  return { seen: { ...asked, [measure]: signed, ...(twin !== measure && { [twin]: value }), ...alsoNamed(asked, measure, signed) }, asked };
}

/** Two names for the tilt, and two for the turn: the one that the drawing reads first must not hide the other. */
function alsoNamed(asked: Values, measure: MeasureName, value: number): Values {
  const doubles: MeasureName[][] = [
    ["neck_tilt_deg", "neck_lateral_flexion_deg"],
    ["head_azimuth_deg", "neck_rotation_deg"],
  ];
  const names = doubles.find((both) => both.includes(measure));
  return Object.fromEntries((names ?? []).filter((name) => name in asked).map((name) => [name, value]));
}

/** `share` of the way from one posture to another. */
export function between(from: Posture, to: Posture, share: number): Posture {
  const number = (a: number, b: number): number => a + (b - a) * share;
  const places = (a: Pair<Vector>, b: Pair<Vector>): Pair<Vector> => [mix(a[0], b[0], share), mix(a[1], b[1], share)];
  return {
    lean: number(from.lean, to.lean),
    twist: number(from.twist, to.twist),
    tilt: number(from.tilt, to.tilt),
    turn: number(from.turn, to.turn),
    nod: number(from.nod, to.nod),
    bow: number(from.bow, to.bow),
    facing: number(from.facing, to.facing),
    chinBack: number(from.chinBack, to.chinBack),
    stool: to.stool,
    legs: {
      hips: both((_, index) => number(from.legs.hips[index], to.legs.hips[index])),
      knees: both((_, index) => number(from.legs.knees[index], to.legs.knees[index])),
      ankles: both((_, index) => number(from.legs.ankles[index], to.legs.ankles[index])),
      heels: both((_, index) => number(from.legs.heels[index], to.legs.heels[index])),
      apart: number(from.legs.apart, to.legs.apart),
      shift: number(from.legs.shift, to.legs.shift),
    },
    lift: [number(from.lift[0], to.lift[0]), number(from.lift[1], to.lift[1])],
    squeeze: number(from.squeeze, to.squeeze),
    breath: number(from.breath, to.breath),
    wrists: both((side, index) => swung(from.wrists[index], to.wrists[index], share, side)),
    elbows: places(from.elbows, to.elbows),
  };
}

/** Hands that go up go round the head and not before the face, as arms are lifted: sideways and up. */
function swung(from: Vector, to: Vector, share: number, side: number): Vector {
  // Hands that reach forward need no way round.
  const rise = Math.min(1, Math.abs(to[1] - from[1]) / 1.5) * Math.max(0, 1 - to[2]);
  const wide = Math.max(0, SWING - Math.abs(to[0])) * rise * Math.sin(Math.PI * share);
  return add(mix(from, to, share), [side * wide, 0, 0]);
}

/** Where all is in `posture`. Lengths are as in `space.ts`, from the middle of the hips of one who sits. */
export function jointsOf(posture: Posture): Joints {
  const { lean, twist, tilt, turn, nod, bow, facing, chinBack, lift, squeeze, breath } = posture;
  const pelvis = rightward(facing);
  // The feet stay where they are; what is above them moves.
  const root = rootOf(posture);
  const place = (v: Vector): Vector => apply(pelvis, add(root, v));
  const trunkTurn = after(tipped(lean), after(rightward(twist), forward(bow + Math.max(0, nod) * 0.12)));
  // A back that is not told to stay upright gives a little when the chin sinks.
  const trunk = after(pelvis, trunkTurn);
  const onTrunk = (v: Vector): Vector => place(apply(trunkTurn, v));
  const neck = after(trunk, after(tipped(tilt * NECK_SHARE), forward(nod * NECK_SHARE)));
  const head = after(trunk, after(tipped(tilt), after(rightward(turn), forward(nod))));
  const neckBase = onTrunk([0, 1.36, -0.04]);
  const slid = apply(trunk, [0, 0, -chinBack * SLIDE_SHOWN]);
  const headMiddle = add(add(add(neckBase, slid), apply(neck, NECK)), apply(head, SKULL));
  const shoulders = both((side, index) =>
    onTrunk([side * SHOULDER_OUT * (1 - SQUEEZE_IN * squeeze), SHOULDER_HEIGHT + lift[index] * LIFT_SHOWN + breath * BREATH_LIFTS, -SQUEEZE_BACK * squeeze]),
  );
  const wrists = both((_, index) => onTrunk(add(posture.wrists[index], [0, lift[index], 0])));
  const elbows = both((_, index) => elbow(shoulders[index], wrists[index], apply(trunk, posture.elbows[index])));
  const hips = both((side) => place([side * HIP_OUT, 0, 0]));
  const lower = both((side, index): Leg => {
    const leg = legOf(posture.legs, side, index);
    return { knee: place(leg.knee), ankle: place(leg.ankle), heel: place(leg.heel), toes: place(leg.toes) };
  });
  return { trunk, neck, head, neckBase, headMiddle, shoulders, elbows, wrists, hips, lower, pelvis };
}

/** Where the middle of the hips is, so that the lower foot is on the floor where it stands. */
function rootOf({ legs, stool }: Posture): Vector {
  const { lowest, middle } = feetOf(legs);
  return [-middle[0], FLOOR - lowest, (stool ? FEET_BEFORE_STOOL : 0) - middle[2]];
}

/** Where the floor is under one who sits, and the ankles before them. */
const FLOOR = -1.28;
const FEET_BEFORE_STOOL = 1.12;

/** The elbow of an arm from shoulder to wrist, on the side to which it points. A wrist too far away is pointed at. */
function elbow(shoulder: Vector, wrist: Vector, towards: Vector): Vector {
  const line = minus(wrist, shoulder);
  const far = Math.min(length(line), UPPER_ARM + FOREARM);
  const along = unit(line);
  const aside = unit(minus(towards, scale(along, dot(towards, along))));
  const share = (UPPER_ARM ** 2 - FOREARM ** 2 + far ** 2) / (2 * far);
  const off = Math.sqrt(Math.max(0, UPPER_ARM ** 2 - share ** 2));
  return add(shoulder, add(scale(along, share), scale(aside, off)));
}
