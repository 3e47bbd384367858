/**
 * Round bodies in space and their outlines in a picture.
 *
 * Lengths are in shoulder widths, the `sw` of the measures; the drawn shoulder joints lie 0.92 of one apart
 * (`SHOULDER_OUT`). x points to the person's right, y up, z to where the person faces. What is drawn is the outline of
 * ellipsoids: in a direction `d` the farthest point of an ellipsoid with half-axes a, b, c is
 * (a·d a + b·d b + c·d c) / |(a·d, b·d, c·d)| from its middle.
 */

export type Vector = readonly [number, number, number];
/** Three columns: where x, y and z go. */
export type Turn = readonly [Vector, Vector, Vector];

export const add = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const scale = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by];
export const minus = (a: Vector, b: Vector): Vector => add(a, scale(b, -1));
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const length = (a: Vector): number => Math.hypot(...a);
export const unit = (a: Vector): Vector => scale(a, 1 / (length(a) || 1));
export const mix = (a: Vector, b: Vector, share: number): Vector => add(scale(a, 1 - share), scale(b, share));

export const apply = (turn: Turn, v: Vector): Vector => add(add(scale(turn[0], v[0]), scale(turn[1], v[1])), scale(turn[2], v[2]));
export const after = (second: Turn, first: Turn): Turn => [apply(second, first[0]), apply(second, first[1]), apply(second, first[2])];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** What is upright sinks forward. */
export function forward(degrees: number): Turn {
  const [c, s] = [Math.cos(radians(degrees)), Math.sin(radians(degrees))];
  return [
    [1, 0, 0],
    [0, c, s],
    [0, -s, c],
  ];
}

/** What faces forward turns to the person's right. */
export function rightward(degrees: number): Turn {
  const [c, s] = [Math.cos(radians(degrees)), Math.sin(radians(degrees))];
  return [
    [c, 0, -s],
    [0, 1, 0],
    [s, 0, c],
  ];
}

/** What is upright tips to the person's right. */
export function tipped(degrees: number): Turn {
  const [c, s] = [Math.cos(radians(degrees)), Math.sin(radians(degrees))];
  return [
    [c, -s, 0],
    [s, c, 0],
    [0, 0, 1],
  ];
}

/** An ellipsoid: its middle and its three half-axes. */
export interface Ball {
  middle: Vector;
  axes: Turn;
}

export const ball = (middle: Vector, radii: Vector | number, turn: Turn = forward(0)): Ball => {
  const [x, y, z] = typeof radii === "number" ? [radii, radii, radii] : radii;
  return { middle, axes: [scale(turn[0], x), scale(turn[1], y), scale(turn[2], z)] };
};

/** Who looks: the directions that go right and up in the picture, and towards the viewer. */
export interface View {
  right: Vector;
  up: Vector;
  near: Vector;
}

export type Point = readonly [number, number];

/** In shoulder widths, y down as in pictures. */
export const project = (view: View, v: Vector): Point => [dot(view.right, v), -dot(view.up, v)];

/** Corners of an outline: enough for a head as wide as a thumb, few enough to move smoothly. */
const CORNERS = 40;

/** The outline of what a tight skin around these bodies encloses. Always as many points, in the same order. */
export function outline(balls: readonly Ball[], view: View): Point[] {
  return Array.from({ length: CORNERS }, (_, index) => {
    const angle = (2 * Math.PI * index) / CORNERS;
    const towards = add(scale(view.right, Math.cos(angle)), scale(view.up, Math.sin(angle)));
    let best: Vector = [0, 0, 0];
    let farthest = -Infinity;
    for (const { middle, axes } of balls) {
      const shares: Vector = [dot(axes[0], towards), dot(axes[1], towards), dot(axes[2], towards)];
      const point = add(middle, scale(apply(axes, shares), 1 / (length(shares) || 1)));
      if (dot(point, towards) > farthest) [best, farthest] = [point, dot(point, towards)];
    }
    return project(view, best);
  });
}
