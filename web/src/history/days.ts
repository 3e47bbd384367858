/**
 * Days and weeks as text: "2026-11-30". Must not know: words, languages, the document.
 *
 * All of it counts in UTC, where every day has 24 hours: a day is a date on somebody's clock, and no moment.
 */
import { asWritten, localRfc3339 } from "../text/when";

export const DAY_MS = 86_400_000;

export const momentOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const dayAt = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

export const daysLater = (day: string, days: number): string => dayAt(momentOf(day) + days * DAY_MS);

/** The Monday of the week that `day` lies in. */
export function mondayOf(day: string): string {
  const sinceMonday = (new Date(momentOf(day)).getUTCDay() + 6) % 7;
  return daysLater(day, -sinceMonday);
}

/** The first day of the month that `day` lies in. */
export const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

/** The first day of the next month. */
export function nextMonth(day: string): string {
  const date = new Date(momentOf(firstOfMonth(day)));
  return dayAt(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}

/** A moment of a record on the clock of the place where it was, as if that clock were UTC's: for axes of time. */
export function clockOf(rfc3339: string): number {
  const { at, timeZone } = asWritten(rfc3339);
  return timeZone === "UTC" ? at.getTime() : Date.parse(`${localRfc3339(at).slice(0, 19)}Z`);
}
