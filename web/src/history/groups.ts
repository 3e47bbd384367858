/**
 * Sessions over time put together, so that a year of them is still a picture: by session, day, week or month, whichever
 * gives few enough points. Must not know: words, the document, how it is drawn.
 */
import type { RangePoint, View } from "../store/history";
import type { Side } from "../session/protocol";
import { clockOf, DAY_MS, dayAt, firstOfMonth, momentOf, mondayOf, nextMonth } from "./days";

export type Unit = "session" | "day" | "week" | "month";

/** How far back a picture goes, in days; null: to the first session. */
export const PERIODS = { month: 28, quarter: 91, year: 365, all: null } as const;
export type Period = keyof typeof PERIODS;

/** More points than this are in each other's way, beside each other on a small screen. */
export const MOST_POINTS = 31;

/** The first day of a period that ends `today`, both counted in; null: everything. */
export function beginOf(period: Period, today: string): string | null {
  const days = PERIODS[period];
  return days === null ? null : dayAt(momentOf(today) - (days - 1) * DAY_MS);
}

/** Those that began on or after the day `from`. */
export function since<T extends { started_at: string }>(points: readonly T[], from: string | null): T[] {
  return from === null ? [...points] : points.filter(({ started_at }) => dayAt(clockOf(started_at)) >= from);
}

/** The span of time of a day: the day itself, its week, its month. */
export function spanOf(day: string, unit: Exclude<Unit, "session">): { from: string; until: string } {
  if (unit === "month") return { from: firstOfMonth(day), until: nextMonth(day) };
  const from = unit === "week" ? mondayOf(day) : day;
  return { from, until: dayAt(momentOf(from) + (unit === "week" ? 7 : 1) * DAY_MS) };
}

/** The finest unit that gives no more than `MOST_POINTS` points on either side. */
export function unitFor(points: readonly { id: string; started_at: string }[]): Unit {
  if (new Set(points.map(({ id }) => id)).size <= MOST_POINTS) return "session";
  const days = new Set(points.map(({ started_at }) => dayAt(clockOf(started_at))));
  for (const unit of ["day", "week"] as const) {
    if (new Set([...days].map((day) => spanOf(day, unit).from)).size <= MOST_POINTS) return unit;
  }
  return "month";
}

/** One point of a picture: one session's value, or the middle of several. */
export interface Group {
  /** Key among the groups of its picture. */
  key: string;
  side: Side | null;
  /** Its place on the axis of time; see `clockOf`. */
  at: number;
  /** The first day of its span; for one session, when it began. */
  from: string;
  /** The day after its span; null for one session. */
  until: string | null;
  sessions: number;
  value: number;
  threshold: number | null;
  confidence: number | null;
  /** From where the camera looked, each once; empty where it is not known. */
  views: View[];
  /** In most of its sessions the camera stood aside. */
  aside: boolean;
}

/** The groups of a picture, by time, and within one span left before right. */
export function grouped(points: readonly RangePoint[], unit: Unit): Group[] {
  const found = new Map<string, { from: string; until: string | null; of: RangePoint[] }>();
  for (const point of points) {
    const day = dayAt(clockOf(point.started_at));
    const span = unit === "session" ? { from: point.started_at, until: null } : spanOf(day, unit);
    const key = `${unit === "session" ? point.id : span.from} ${point.side ?? ""}`;
    const group = found.get(key) ?? { ...span, of: [] };
    group.of.push(point);
    found.set(key, group);
  }
  const groups = [...found].map(([key, { from, until, of }]): Group => {
    const at = until === null ? clockOf(from) : (momentOf(from) + momentOf(until)) / 2;
    const known = of.flatMap(({ view }) => (view ? [view] : []));
    return {
      key,
      side: of[0]?.side ?? null,
      at,
      from,
      until,
      sessions: new Set(of.map(({ id }) => id)).size,
      value: median(of.map(({ value }) => value)) ?? 0,
      threshold: median(of.flatMap(({ threshold }) => threshold ?? [])),
      confidence: median(of.flatMap(({ confidence }) => confidence ?? [])),
      views: [...new Set(known)].sort(),
      aside: known.filter((view) => view !== "front").length > of.length / 2,
    };
  });
  return groups.sort((a, b) => a.at - b.at || (a.side ?? "").localeCompare(b.side ?? ""));
}

/** The middle one, or the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Sessions of one span of a course. */
export interface Count {
  from: string;
  until: string;
  seen: number;
  self_reported: number;
}

/** How many sessions in each span from `from` to `today`, empty ones too; those that were stopped are not counted. */
export function counted(points: readonly { started_at: string; source: "camera" | "self-reported"; ending: string; done: number }[], unit: Exclude<Unit, "session">, from: string, today: string): Count[] {
  const counts = new Map<string, Count>();
  for (let span = spanOf(from, unit); span.from <= today; span = spanOf(span.until, unit)) counts.set(span.from, { ...span, seen: 0, self_reported: 0 });
  for (const { started_at, source, ending, done } of points) {
    const count = counts.get(spanOf(dayAt(clockOf(started_at)), unit).from);
    if (!count || ending === "stopped" || done === 0) continue;
    if (source === "camera") count.seen += 1;
    else count.self_reported += 1;
  }
  return [...counts.values()];
}

/** Whether two middles are farther apart than the camera can be wrong about both. Null where nobody knows how wrong it is. */
export function toldApart(left: number, right: number, error: number | null): boolean | null {
  return error === null ? null : Math.abs(left - right) > 2 * error;
}
