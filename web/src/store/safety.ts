/** Whether the person has read the safety text and answered no to every question. Yes-answers are never kept. */

/** Raised when the safety text or its questions change in meaning: they are then asked anew. */
const EDITION = 1;
const KEY = "unhunch.safety";

/** Holds for this tab where the browser stores nothing. */
let inTab: Date | null = null;

/** When the present edition was passed; null if it was not. */
export function safetyPassed(): Date | null {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "null") as { edition?: unknown; at?: unknown } | null;
    if (stored?.edition !== EDITION || typeof stored.at !== "string") return inTab;
    const at = new Date(stored.at);
    return Number.isNaN(at.getTime()) ? null : at;
  } catch {
    return inTab;
  }
}

export function passSafety(at: Date): void {
  inTab = at;
  try {
    localStorage.setItem(KEY, JSON.stringify({ edition: EDITION, at: at.toISOString() }));
  } catch {
    // Asked again in the next tab.
  }
}
