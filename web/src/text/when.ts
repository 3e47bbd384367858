/**
 * When something was, as it was on the clock where the person was.
 *
 * A session keeps the local time and its offset ("2026-11-29T02:45:00+01:00"): whoever looks at it from another zone, or
 * after the clocks were put back, reads the hour at which it was done. Must not know: words, languages, the document.
 */

const two = (value: number): string => String(value).padStart(2, "0");

/** `date` as RFC 3339 with this computer's own time and offset: "2026-11-29T02:45:00+01:00". */
export function localRfc3339(date: Date): string {
  const offset = -date.getTimezoneOffset();
  const ahead = Math.abs(offset);
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}${zone}`;
}

/** A moment to be written out: `at` in `timeZone`; undefined means this computer's own. */
export interface Written {
  at: Date;
  timeZone: "UTC" | undefined;
}

/**
 * How to write a moment of a record. One with an offset is written as it was on the clock there: its local time, taken
 * as UTC. One in UTC ("…Z", as the page wrote before) says nothing of the place, so it is written as it was here.
 */
export function asWritten(rfc3339: string): Written {
  const local = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)[+-]\d\d:\d\d$/.exec(rfc3339)?.[1];
  return local === undefined ? { at: new Date(rfc3339), timeZone: undefined } : { at: new Date(`${local}Z`), timeZone: "UTC" };
}

/** The day of a record, as it was there: "2026-11-29". */
export function dayOf(rfc3339: string): string {
  const { at, timeZone } = asWritten(rfc3339);
  return timeZone === undefined ? dayHere(at) : at.toISOString().slice(0, 10);
}

/** The day that it is here at `date`: "2026-11-29". */
export function dayHere(date: Date): string {
  return localRfc3339(date).slice(0, 10);
}

/** The day before `day`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** Milliseconds from `date` until it is the next day here. Days of 23 and 25 hours are so long, too. */
export function untilMidnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime() - date.getTime();
}
