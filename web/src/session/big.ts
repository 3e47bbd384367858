/**
 * The big picture: picture, sentence, ring and buttons fill the screen.
 *
 * Esc must stop a session that hurts, here too, but browsers leave the full screen at Esc and tell the page nothing of
 * the key. Where they can be asked for it (Keyboard Lock, Chromium), Esc comes here as everywhere, and stops. Elsewhere
 * the page only sees that the full screen was left by somebody else than itself. That may have been Esc for "it hurts",
 * or no more than the wish for a smaller picture; so the session pauses at once, nothing goes on to hurt, and a second
 * Esc stops it.
 */
import { useEffect, useRef, useState } from "preact/hooks";

interface KeyLock {
  lock(keys: string[]): Promise<void>;
  unlock(): void;
}

const keyboard = (): KeyLock | null => (navigator as { keyboard?: KeyLock }).keyboard ?? null;

/** `onEscaped`: the browser has left the full screen by itself. */
export function useBigPicture(root: { current: HTMLElement | null }, onEscaped: () => void): { big: boolean; toggle: () => void } {
  const [big, setBig] = useState(false);
  /** The page itself wants out. */
  const leaving = useRef(false);
  const locked = useRef(false);
  const escaped = useRef(onEscaped);
  escaped.current = onEscaped;

  useEffect(() => {
    const changed = (): void => {
      if (document.fullscreenElement) return;
      keyboard()?.unlock();
      if (!leaving.current) {
        setBig(false);
        // With the key held here, the full screen is left by a long press or the window's own buttons: that was no Esc.
        if (!locked.current) escaped.current();
      }
      leaving.current = false;
      locked.current = false;
    };
    document.addEventListener("fullscreenchange", changed);
    return () => {
      document.removeEventListener("fullscreenchange", changed);
      leave(leaving);
    };
  }, []);

  const toggle = (): void => {
    if (big) {
      setBig(false);
      leave(leaving);
      return;
    }
    setBig(true);
    // Where there is no full screen, or it is refused, the picture fills the window.
    void (async () => {
      try {
        await root.current?.requestFullscreen?.({ navigationUI: "hide" });
        await keyboard()?.lock(["Escape"]);
        locked.current = keyboard() !== null;
      } catch {
        locked.current = false;
      }
    })();
  };
  return { big, toggle };
}

function leave(leaving: { current: boolean }): void {
  if (!document.fullscreenElement) return;
  leaving.current = true;
  void document.exitFullscreen().catch(() => {
    leaving.current = false;
  });
}
