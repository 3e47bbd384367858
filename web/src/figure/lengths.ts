/** How long the parts of the drawn person are. */
import type { Vector } from "./space";

/**
 * In shoulder widths of 0.36 m. Upper arm and forearm, thigh and shin are near 0.186, 0.146, 0.245 and 0.246 of a height of
 * 1.65 m (Drillis and Contini 1966).
 */
export const UPPER_ARM = 0.84;
export const FOREARM = 0.68;
export const THIGH = 1.12;
export const SHIN = 1.14;
export const SHOULDER_HEIGHT = 1.22;
export const SHOULDER_OUT = 0.46;
export const HIP_OUT = 0.2;

/** Of the right side, or its mirror image: `side` is 1 or -1. */
export const mirrored = (v: Vector, side: number): Vector => [v[0] * side, v[1], v[2]];
