/** A plan while it is edited: what may be in it, and what changes. Must not know: words, the document, the program. */
import { type Cadence, type Day, DAYS, type Often, type Plan, type Planned } from "../store/plan";

/** As `crates/guide/src/cadence.rs` has them; the program has the last word. */
export const TIMES_A_DAY = { least: 1, most: 24 } as const;
export const MINUTES = { least: 5, most: 480 } as const;

/** What a guide begins with that says nothing of how often. */
export const USUAL: Cadence = { often: { kind: "times_a_day", times: 2 }, days: [...DAYS] };

/** What each kind begins with, when a person changes to it. */
export function oftenOf(kind: Often["kind"]): Often {
  switch (kind) {
    case "times_a_day":
      return { kind, times: 2 };
    case "every":
      return { kind, minutes: 60 };
    case "at":
      return { kind, times: ["10:00"] };
  }
}

/** The plan with this break instead of the one of its guide, or at the end where there is none. */
export function withBreak(plan: Plan, planned: Planned): Plan {
  const known = plan.breaks.some(({ guide }) => guide === planned.guide);
  return { ...plan, breaks: known ? plan.breaks.map((one) => (one.guide === planned.guide ? planned : one)) : [...plan.breaks, planned] };
}

export const withoutBreak = (plan: Plan, guide: string): Plan => ({ ...plan, breaks: plan.breaks.filter((one) => one.guide !== guide) });

/** With or without this day, in the order of the week. The last one stays: a plan for no day is none. */
export function toggled(days: readonly Day[], day: Day): Day[] {
  const next = DAYS.filter((one) => (one === day ? !days.includes(one) : days.includes(one)));
  return next.length === 0 ? [...days] : next;
}

/** A later hour for another break: two hours after the last one, or the first hour of the day that is free. */
export function nextTime(times: readonly string[]): string {
  const last = [...times].sort().at(-1);
  const hour = last === undefined ? 10 : Number(last.slice(0, 2)) + 2;
  if (hour < 24) return `${String(hour).padStart(2, "0")}:${last?.slice(3) ?? "00"}`;
  const free = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`).find((time) => !times.includes(time));
  return free ?? "23:59";
}

export type Fault = "times" | "minutes" | "hours" | "quiet" | "put_off";

/** What can't be saved as it is: of which guide, or of the whole plan (null). */
export function faultsOf(plan: Plan): { guide: string | null; fault: Fault }[] {
  const faults: { guide: string | null; fault: Fault }[] = [];
  for (const { guide, often } of plan.breaks) {
    if (often.kind === "times_a_day" && !within(often.times, TIMES_A_DAY)) faults.push({ guide, fault: "times" });
    if (often.kind === "every" && !within(often.minutes, MINUTES)) faults.push({ guide, fault: "minutes" });
    if (often.kind === "at" && (often.times.length === 0 || often.times.length > TIMES_A_DAY.most || !often.times.every(isTime))) faults.push({ guide, fault: "hours" });
  }
  if (!plan.quiet.every(({ from, to }) => isTime(from) && isTime(to) && from !== to)) faults.push({ guide: null, fault: "quiet" });
  if (!within(plan.put_off_min, PUT_OFF)) faults.push({ guide: null, fault: "put_off" });
  return faults;
}

/** Minutes for which a break may be put off in all. */
export const PUT_OFF = { least: 0, most: 240 } as const;

const within = (value: number, { least, most }: { least: number; most: number }): boolean => Number.isInteger(value) && value >= least && value <= most;

const isTime = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(time);

/** As it is saved: hours in their order, none twice. */
export function tidied(plan: Plan): Plan {
  const often = (of: Often): Often => (of.kind === "at" ? { ...of, times: [...new Set(of.times)].sort() } : of);
  return { quiet: plan.quiet, put_off_min: plan.put_off_min, breaks: plan.breaks.map((one) => ({ guide: one.guide, often: often(one.often), days: one.days })) };
}

/** Whether both say the same. */
export const isSame = (a: Plan, b: Plan): boolean => JSON.stringify(tidied(a)) === JSON.stringify(tidied(b));

/** `list` with what stands at `from` moved to `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [taken] = next.splice(from, 1);
  if (taken !== undefined) next.splice(Math.max(0, Math.min(to, next.length)), 0, taken);
  return next;
}

/** A guide's name out of that of its file: "upper-back (1).md", as browsers call a second download, is "upper-back". Null when it is none. */
export function nameOfFile(file: string): string | null {
  const name = file
    .replace(/\.(md|markdown|txt)$/i, "")
    .replace(/\s*\(\d+\)$/, "")
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= 64 ? name : null;
}
