/** From where a movement is seen best. */
import type { Posture } from "./posture";
import type { Vector, View } from "./space";

export type Look = "front" | "turned" | "turned right" | "back" | "left side" | "right side";

/** The camera is a little above, as one looks at a person on a chair. In degrees. */
const FROM_ABOVE = 9;

/**
 * From behind where the shoulder blades move, from the side that moves where trunk, legs or chin go forward or back, turned
 * where something comes forward (to the right where that is the right hand alone), else from the front as in a mirror:
 * the person's left is on the left.
 */
export function lookAt(rest: Posture, target: Posture): Look {
  const squeeze = Math.abs(target.squeeze - rest.squeeze);
  const head = Math.max(Math.abs(target.tilt - rest.tilt), Math.abs(target.turn - rest.turn), Math.abs(target.lean - rest.lean));
  const nod = Math.abs(target.nod - rest.nod);
  const [left, right] = [0, 1].map((index) => bentBy(rest, target, index as 0 | 1)) as [number, number];
  const whole = Math.max(Math.abs(target.bow - rest.bow), 400 * Math.abs(target.chinBack - rest.chinBack));
  const aside = Math.abs(target.lean - rest.lean);
  if (Math.max(left, right, whole) > Math.max(12, head, aside)) return right > left ? "right side" : "left side";
  const [leftAhead, rightAhead] = target.wrists.map((wrist) => wrist[2] > 1) as [boolean, boolean];
  if (squeeze > 0.2) return "back";
  if (rightAhead && !leftAhead) return "turned right";
  return leftAhead || nod > head ? "turned" : "front";
}

/** How far an arm goes forward, or a leg bends. */
function bentBy(rest: Posture, target: Posture, index: 0 | 1): number {
  const { hips, knees, ankles, heels } = target.legs;
  const from = rest.legs;
  const legs = Math.max(...[[hips, from.hips], [knees, from.knees], [ankles, from.ankles]].map(([to, was]) => Math.abs(to![index] - was![index])));
  return Math.max(legs, 150 * Math.abs(heels[index] - from.heels[index]));
}

/** Degrees to the person's left from which each look sees them. From behind, nothing is turned: see `viewOf`. */
const AROUND: Record<Look, number> = { front: 0, back: 0, turned: 52, "turned right": -52, "left side": 76, "right side": -76 };

export function viewOf(look: Look): View {
  const around = (AROUND[look] * Math.PI) / 180;
  const pitch = (FROM_ABOVE * Math.PI) / 180;
  const right: Vector = [Math.cos(around), 0, Math.sin(around)];
  // From behind, left stays left: nobody has to turn the picture round in the head.
  const level: Vector = look === "back" ? [0, 0, -1] : [-Math.sin(around), 0, Math.cos(around)];
  const up: Vector = [-Math.sin(pitch) * level[0], Math.cos(pitch), -Math.sin(pitch) * level[2]];
  const near: Vector = [Math.cos(pitch) * level[0], Math.sin(pitch), Math.cos(pitch) * level[2]];
  return { right, up, near };
}
