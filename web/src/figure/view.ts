/** From where a movement is seen best. */
import type { Posture } from "./posture";
import type { Vector, View } from "./space";

export type Look = "front" | "turned" | "back";

/** The camera is a little above, as one looks at a person on a chair. In degrees. */
const FROM_ABOVE = 9;

/**
 * From behind where the shoulder blades move, turned where something comes forward, else from the front as in a mirror:
 * the person's left is on the left.
 */
export function lookAt(rest: Posture, target: Posture): Look {
  const squeeze = Math.abs(target.squeeze - rest.squeeze);
  const head = Math.max(Math.abs(target.tilt - rest.tilt), Math.abs(target.turn - rest.turn), Math.abs(target.lean - rest.lean));
  const nod = Math.abs(target.nod - rest.nod);
  const ahead = target.wrists[0][2] > 1;
  if (squeeze > 0.2) return "back";
  return ahead || nod > head ? "turned" : "front";
}

/** The view of each look; turned is seen from 52° to the person's left. */
export function viewOf(look: Look): View {
  const around = look === "turned" ? (52 * Math.PI) / 180 : 0;
  const pitch = (FROM_ABOVE * Math.PI) / 180;
  const right: Vector = [Math.cos(around), 0, Math.sin(around)];
  // From behind, left stays left: nobody has to turn the picture round in the head.
  const level: Vector = look === "back" ? [0, 0, -1] : [-Math.sin(around), 0, Math.cos(around)];
  const up: Vector = [-Math.sin(pitch) * level[0], Math.cos(pitch), -Math.sin(pitch) * level[2]];
  const near: Vector = [Math.cos(pitch) * level[0], Math.sin(pitch), Math.cos(pitch) * level[2]];
  return { right, up, near };
}
