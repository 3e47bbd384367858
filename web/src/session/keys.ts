/** Which key means what in a session. */

export type KeyAction = "pause" | "skip" | "mute" | "stop" | "yes" | "no";

const ACTIONS: Record<string, KeyAction> = { " ": "pause", s: "skip", m: "mute", escape: "stop", y: "yes", n: "no" };

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  /** What has the focus. */
  target: "field" | "button" | "other";
}

/** Null where the key is somebody else's: of the browser, of a field, or of the button that has the focus. */
export function actionOf(pressed: Pressed): KeyAction | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat) return null;
  const action = ACTIONS[pressed.key.toLowerCase()] ?? null;
  // Out at once, whatever has the focus.
  if (action === "stop") return action;
  if (pressed.target === "field") return null;
  return pressed.target === "button" && action === "pause" ? null : action;
}

export function targetOf(target: EventTarget | null): Pressed["target"] {
  if (!(target instanceof HTMLElement)) return "other";
  if (target.isContentEditable || target.matches("input, textarea, select")) return "field";
  return target.matches("button, summary") ? "button" : "other";
}
