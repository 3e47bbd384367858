/** How wide a drawing may be, in pixels: letters in it stay as large as those around it. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Until it is known. */
const USUAL_PX = 640;

export function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(USUAL_PX);
  useLayoutEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => {
      const now = Math.floor(entry?.contentRect.width ?? 0);
      if (now > 0) setWidth(now);
    });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return [box, width] as const;
}
