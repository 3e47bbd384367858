/** The day that it is, in a page that may be left open for weeks. */
import { useEffect, useState } from "preact/hooks";

import { dayHere, untilMidnight } from "../text/when";

/** A little after midnight rather than a little before it: timers are not exact. */
const AFTER_MIDNIGHT_MS = 500;

/**
 * "2026-11-29". Draws anew when the day changes, and whenever the page is seen again: a computer that slept over midnight
 * is late with its timers.
 */
export function useToday(): string {
  return dayHere(useNow());
}

/** The time at which the page was last drawn by it: at the start, at midnight, and whenever it is seen again. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = (): void => {
      if (document.hidden) return;
      setNow(new Date());
      wait();
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        setNow(new Date());
        wait();
      }, untilMidnight(new Date()) + AFTER_MIDNIGHT_MS);
    };
    wait();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
    };
  }, []);
  return now;
}
