/** A week at a glance: the marks of each day. Must not know: words, the document. */
import type { WeekDay } from "../store/history";

export type Mark = "seen" | "self_reported" | "planned";

/** More marks than this are no glance any more: the numbers beside them say it all. */
export const MOST_MARKS = 8;

/** One mark for each session that was done, then one for each that is planned beyond these. Stopped ones have none. */
export function marksOf({ planned, seen, self_reported, done }: WeekDay): Mark[] {
  const open = Math.max(0, (planned ?? 0) - done);
  const marks: Mark[] = [...Array<Mark>(seen).fill("seen"), ...Array<Mark>(self_reported).fill("self_reported"), ...Array<Mark>(open).fill("planned")];
  return marks.slice(0, MOST_MARKS);
}
