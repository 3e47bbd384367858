/** Where things stand in a picture over time: the scales of d3, and what is on their axes. Must not know: words, the document. */
import { scaleLinear, scaleUtc } from "d3-scale";

import { DAY_MS } from "./days";
import type { Group } from "./groups";

/** Pixels around the drawing itself, for the axes. */
export const MARGIN = { top: 12, right: 14, bottom: 28, left: 46 } as const;

/** The first and the last point stand a little inside the axes: half of them would lie on what is written there. */
const INSIDE_PX = 12;

/** Pixels between two ticks of time, so that dates do not touch. */
const TICK_PX = 104;

/** Moments as `clockOf` gives them, to pixels from the left. */
export function timeScale(from: number, until: number, width: number) {
  // Of one session alone the axis still has a length.
  const [begin, end] = from < until ? [from, until] : [from - DAY_MS / 2, until + DAY_MS / 2];
  return scaleUtc([begin, end], [MARGIN.left + INSIDE_PX, Math.max(MARGIN.left + INSIDE_PX + 1, width - MARGIN.right - INSIDE_PX)]);
}

export type TimeScale = ReturnType<typeof timeScale>;

/** Ticks of time: as many as have room, and at least two. */
export const timeTicks = (scale: TimeScale, width: number): Date[] => scale.ticks(Math.max(2, Math.floor(width / TICK_PX)));

/** Values to pixels from the top. Nought is always in it: what is cut off there looks like more than it is. */
export function valueScale(groups: readonly Pick<Group, "value" | "threshold">[], error: number | null, height: number) {
  const values = groups.flatMap(({ value, threshold }) => [value - (error ?? 0), value + (error ?? 0), ...(threshold === null ? [] : [threshold])]);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  return scaleLinear([least, most === least ? least + 1 : most], [height - MARGIN.bottom, MARGIN.top]).nice(4);
}

export function countScale(most: number, height: number, bottom: number) {
  return scaleLinear([0, Math.max(1, most)], [height - bottom, 4]).nice(3);
}
