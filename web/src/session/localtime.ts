/** "2026-11-23T16:05:00.000+01:00": a moment as the clock on the wall showed it, with its distance from UTC. */
export function localRfc3339(date: Date): string {
  const ahead_min = -date.getTimezoneOffset();
  const shifted = new Date(date.getTime() + ahead_min * 60_000).toISOString().slice(0, -1);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  const size = Math.abs(ahead_min);
  return `${shifted}${ahead_min < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}
