/** What a page loads before it can be drawn: on its way, there, or not to be had. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

export type Loaded<T> = { state: "loading" } | { state: "ready"; value: T } | { state: "failed"; error: unknown };

/** Loads when the page opens and when `about` changes. The second value loads once more. */
export function useLoaded<T>(load: () => Promise<T>, about: string): [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<{ about: string; is: Loaded<T> }>({ about, is: { state: "loading" } });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    load().then(
      (value) => wanted && setLoaded({ about, is: { state: "ready", value } }),
      (error: unknown) => wanted && setLoaded({ about, is: { state: "failed", error } }),
    );
    return () => {
      wanted = false;
    };
  }, [about, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  // What was loaded for another page is not shown for this one.
  return [loaded.about === about ? loaded.is : { state: "loading" }, again];
}

/** What was there last, until something newer is: so that nothing jumps while it is loaded. */
export function useKept<T>(loaded: Loaded<T>): T | null {
  const last = useRef<T | null>(null);
  if (loaded.state === "ready") last.current = loaded.value;
  return last.current;
}
