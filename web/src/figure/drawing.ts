/** A person who sits or stands as shapes, from back to front: each with the class that gives its colour, and its outline. */
import { BREATH_WIDENS, type Joints, jointsOf, type Pair, type Posture } from "./posture";
import { add, apply, type Ball, ball, dot, forward, mix, minus, outline, type Point, project, scale, unit, type Vector, type View } from "./space";

/** `closed` shapes are filled, the others are lines. */
export interface Shape {
  name: string;
  class: string;
  closed: boolean;
  /** In shoulder widths, y down. */
  points: Point[];
  /** 0..1: how much it faces the viewer; what faces away is not seen. */
  seen: number;
  /** Larger is nearer. */
  depth: number;
}

const SIDES = ["left", "right"] as const;

/** The shapes of a person in `posture`, as `view` sees them, in no order of depth. */
export function shapesOf(posture: Posture, view: View): Shape[] {
  const joints = jointsOf(posture);
  return [...stool(posture, view), ...legs(joints, view), ...trunk(joints, posture, view), ...head(joints, view), ...arms(joints, view)];
}

/** The numbers of `shapes`, from back to front. Asked at the movement's end: on the way the order must not change. */
export function inOrder(shapes: readonly Shape[]): number[] {
  return shapes.map((_, index) => index).sort((a, b) => shapes[a]!.depth - shapes[b]!.depth || a - b);
}

function shape(name: string, className: string, balls: readonly Ball[], view: View, depth: number): Shape {
  return { name, class: className, closed: true, points: outline(balls, view), seen: 1, depth };
}

/** The stool stays where it is; where there is none, it is not seen. */
function stool(posture: Posture, view: View): Shape[] {
  const shapes = [
    shape("post", "f-post", [ball([0, -0.3, 0], [0.1, 0.05, 0.1]), ball([0, -1.4, 0], [0.1, 0.05, 0.1])], view, -9),
    shape("seat", "f-seat", [ball([0, -0.2, 0.06], [0.6, 0.06, 0.52]), ball([0, -0.3, 0.06], [0.58, 0.06, 0.5])], view, -8),
  ];
  return shapes.map((one) => ({ ...one, seen: posture.stool }));
}

function legs({ hips, lower, pelvis, trunk }: Joints, view: View): Shape[] {
  const middle = mix(hips[0], hips[1], 0.5);
  const lap = (side: 0 | 1): Vector => mix(hips[side], lower[side].knee, 0.28);
  const of = (index: 0 | 1): Shape[] => {
    const [hip, { knee, ankle, heel, toes }, name] = [hips[index], lower[index], SIDES[index]];
    // By where the leg is before the other one.
    const nearer = dot(view.near, minus(mix(hip, knee, 0.5), middle));
    return [
      shape(`${name} foot`, "f-leg", [ball(heel, 0.1), ball(toes, 0.075)], view, nearer + 0.09),
      shape(`${name} shin`, "f-leg", [ball(knee, 0.16), ball(ankle, 0.11)], view, nearer + 0.1),
      shape(`${name} thigh`, "f-leg", [ball(add(hip, apply(pelvis, [0, 0, 0.06])), 0.22), ball(knee, 0.17)], view, nearer + 0.12),
    ];
  };
  const lapped = [ball(add(middle, apply(trunk, [0, -0.02, 0.02])), [0.4, 0.2, 0.27], pelvis), ball(lap(0), [0.2, 0.16, 0.16]), ball(lap(1), [0.2, 0.16, 0.16])];
  return [shape("hips", "f-leg", lapped, view, -1), ...of(0), ...of(1)];
}

function trunk(joints: Joints, posture: Posture, view: View): Shape[] {
  const { shoulders, neckBase } = joints;
  const middle = mix(joints.hips[0], joints.hips[1], 0.5);
  const at = (x: number, y: number, z: number): Vector => add(middle, apply(joints.trunk, [x, y, z]));
  const squeeze = Math.max(0, posture.squeeze);
  const wider = posture.breath * BREATH_WIDENS;
  const balls = [
    ball(add(middle, [0, 0.06, 0]), [0.37, 0.2, 0.27], joints.pelvis),
    ball(at(0, 0.86, 0.02 + 0.06 * squeeze), [0.42 + wider, 0.4, 0.27 + wider], joints.trunk),
    ball(shoulders[0], 0.13),
    ball(shoulders[1], 0.13),
    ball(at(0, 1.38, -0.04), [0.2, 0.07, 0.15], joints.trunk),
  ];
  const shapes = [shape("trunk", "f-shirt", balls, view, 0)];
  const behind = -dot(view.near, joints.trunk[2]);
  for (const [index, name] of SIDES.entries()) {
    const side = index === 0 ? -1 : 1;
    // The inner edge of a shoulder blade: from beside the spine down, a little outwards.
    const inward = 0.34 - 0.26 * squeeze;
    const edge = [0, 0.25, 0.5, 0.75, 1].map((share): Point => {
      const out = inward + 0.07 * share + 0.05 * Math.sin(share * Math.PI) * -1;
      return project(view, at(side * out, 1.14 - 0.4 * share + posture.lift[index as 0 | 1], -0.3));
    });
    shapes.push({ name: `${name} blade`, class: "f-fold", closed: false, points: edge, seen: facing(behind), depth: 0.01 });
  }
  // The neck comes out of the collar.
  const throat = [ball(add(neckBase, apply(joints.trunk, [0, 0.02, 0.02])), [0.16, 0.07, 0.13], joints.trunk), ball(add(neckBase, apply(joints.neck, [0, 0.3, 0.05])), [0.135, 0.1, 0.13], joints.neck)];
  shapes.push(shape("neck", "f-neck", throat, view, behind > 0.5 ? -0.02 : 0.3));
  return shapes;
}

/** The two round bodies that a head is made of, from its middle. */
const SKULL: { middle: Vector; radii: Vector } = { middle: [0, 0.07, -0.04], radii: [0.25, 0.265, 0.29] };
const JAW: { middle: Vector; radii: Vector } = { middle: [0, -0.13, 0.06], radii: [0.195, 0.22, 0.2] };

/** Along a closed eye or a mouth. */
const CURVE = [-1, -0.5, 0, 0.5, 1];

/** The point of the face at this place, so that a mark stays on it however the head is turned. */
function onFace(at: (x: number, y: number, z: number) => Vector, x: number, y: number): Vector {
  const depths = [SKULL, JAW].map(({ middle, radii }) => middle[2] + radii[2] * Math.sqrt(Math.max(0, 1 - (x / radii[0]) ** 2 - ((y - middle[1]) / radii[1]) ** 2)));
  return at(x, y, Math.max(...depths));
}

/** Where the face is comes out of the head's turn: eyes, nose and mouth are marks on it. */
function head(joints: Joints, view: View): Shape[] {
  const at = (x: number, y: number, z: number): Vector => add(joints.headMiddle, apply(joints.head, [x, y, z]));
  const face = [SKULL, JAW].map(({ middle, radii }) => ball(at(...middle), radii, joints.head));
  const marks = (name: string, points: Vector[], normal: Vector): Shape => ({
    name,
    class: "f-mark",
    closed: false,
    points: points.map((point) => project(view, point)),
    seen: facing(dot(view.near, apply(joints.head, unit(normal)))),
    depth: 0.6,
  });
  const eye = (side: number): Vector[] => CURVE.map((along) => onFace(at, side * 0.1 + 0.044 * along, 0.05 - 0.02 * (1 - along ** 2)));
  const mouth = CURVE.map((along) => onFace(at, 0.055 * along, -0.175 - 0.016 * (1 - along ** 2)));
  const shapes = [
    shape("head", "f-skin", face, view, 0.5),
    { ...shape("nose", "f-nose", [ball(at(0, 0.03, 0.235), 0.016), ball(at(0, -0.065, 0.272), [0.034, 0.026, 0.036], joints.head)], view, 0.62), seen: facing(dot(view.near, joints.head[2]) + 0.35) },
    marks("left eye", eye(-1), [-0.45, 0, 0.9]),
    marks("right eye", eye(1), [0.45, 0, 0.9]),
    marks("mouth", mouth, [0, -0.15, 1]),
  ];
  for (const [index, name] of SIDES.entries()) {
    const side = index === 0 ? -1 : 1;
    const near = dot(view.near, apply(joints.head, [side, 0, 0]));
    const ear = [ball(at(side * 0.245, 0.02, -0.01), [0.032, 0.06, 0.05], joints.head), ball(at(side * 0.228, -0.05, 0.0), [0.022, 0.03, 0.03], joints.head)];
    shapes.push(shape(`${name} ear`, "f-ear", ear, view, near > 0.3 ? 0.55 : 0.45));
  }
  return shapes;
}

function arms(joints: Joints, view: View): Shape[] {
  const spine = add(mix(joints.hips[0], joints.hips[1], 0.5), apply(joints.trunk, [0, 1, 0]));
  const pairs: Pair<Shape[]> = [arm(0), arm(1)];
  function arm(index: 0 | 1): Shape[] {
    const [shoulder, elbow, wrist] = [joints.shoulders[index], joints.elbows[index], joints.wrists[index]];
    const fingers = add(wrist, scale(unit(minus(wrist, elbow)), 0.19));
    const before = (point: Vector): number => dot(view.near, minus(point, spine));
    // An arm is before the trunk or behind it; one that is before the trunk is before the head, too.
    const upper = before(mix(shoulder, elbow, 0.5)) > -0.12 ? 0.7 : -0.5;
    const lower = before(mix(elbow, wrist, 0.6)) > -0.05 ? 0.8 : -0.4;
    const name = SIDES[index];
    return [
      shape(`${name} forearm`, "f-limb", [ball(elbow, 0.088), ball(wrist, 0.062)], view, lower),
      shape(`${name} hand`, "f-limb", [ball(wrist, [0.07, 0.07, 0.06], forward(0)), ball(fingers, 0.058)], view, lower + 0.01),
      shape(`${name} sleeve`, "f-sleeve", [ball(shoulder, 0.145), ball(elbow, 0.105)], view, Math.max(upper, lower > 0 ? lower + 0.02 : upper)),
    ];
  }
  return [...pairs[0], ...pairs[1]];
}

/** 0 where a mark faces away, 1 where it is well seen; it fades in between. */
function facing(cosine: number): number {
  const share = Math.min(1, Math.max(0, (cosine - 0.08) / 0.25));
  return share * share * (3 - 2 * share);
}
