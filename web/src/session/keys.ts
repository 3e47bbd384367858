/** Which key means what in a session. */

export type KeyAction = "pause" | "resume" | "back" | "skip" | "done" | "mute" | "stop" | "big" | "neutral" | "yes" | "no";

const ACTIONS: Record<string, KeyAction> = { " ": "pause", b: "back", s: "skip", d: "done", m: "mute", f: "big", r: "neutral", escape: "stop", y: "yes", j: "yes", n: "no" };

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  /** What has the focus. */
  target: "field" | "button" | "other";
  /** The session waits for the person to go on. */
  paused: boolean;
}

/** Null where the key is somebody else's: of the browser, of a field, or of the button that has the focus. */
export function actionOf(pressed: Pressed): KeyAction | null {
  const { target, paused } = pressed;
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat) return null;
  const key = pressed.key.toLowerCase();
  // Out at once, whatever has the focus.
  if (key === "escape") return "stop";
  if (target === "field") return null;
  if (target === "button" && key === " ") return null;
  if (paused && key === " ") return "resume";
  // The way on has the focus in a pause. Who is quicker than the page means it all the same.
  if (key === "enter") return paused && target === "other" ? "resume" : null;
  return ACTIONS[key] ?? null;
}

export function targetOf(target: EventTarget | null): Pressed["target"] {
  if (!(target instanceof HTMLElement)) return "other";
  if (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select")) return "field";
  return target.matches("button, summary, input, a[href]") ? "button" : "other";
}
