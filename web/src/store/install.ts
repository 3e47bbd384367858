/** Whether the browser would put the page among the person's programs, and asking it to. */
import { useEffect, useState } from "preact/hooks";

/** Only some browsers have it, so the types do not. */
interface InstallEvent extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

let offered: InstallEvent | null = null;
const listeners = new Set<() => void>();

function offer(event: InstallEvent | null): void {
  offered = event;
  for (const listener of listeners) listener();
}

/** Called once, when the page starts: browsers offer it once, and early. */
export function watchForInstall(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    // The page has a button of its own for it; the browser need not put one over the page.
    event.preventDefault();
    offer(event as InstallEvent);
  });
  window.addEventListener("appinstalled", () => offer(null));
}

/** What asks for it; null where it can't be, or is done already. */
export function useInstall(): (() => Promise<void>) | null {
  const [now, setNow] = useState(offered);
  useEffect(() => {
    const look = (): void => setNow(offered);
    look();
    listeners.add(look);
    return () => void listeners.delete(look);
  }, []);
  if (!now) return null;
  return async () => {
    // An offer holds for one question.
    offer(null);
    await now.prompt().catch(() => {});
  };
}
