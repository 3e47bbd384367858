/** Keeps what is brought as long as the tab is open, so that neither a reload nor the back button loses it. */
import type { Kept } from "./protocol";

/** What a draft was saved as. */
export interface Saved {
  name: string;
  version: number;
  text: string;
}

const PREFIX = "unhunch.article.";
const FOUND = `${PREFIX}found`;
const CHOICES = `${PREFIX}choices`;
const SAVED = `${PREFIX}saved`;
const TEXT = `${PREFIX}text`;

/** False when the browser has no room or keeps nothing. */
function put(key: string, value: string): boolean {
  try {
    sessionStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

function get(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function remove(...keys: string[]): void {
  try {
    for (const key of keys) sessionStorage.removeItem(key);
  } catch {
    // Nothing is kept.
  }
}

export const shelf = {
  /** A draft that was just read. False: it is not kept. */
  begin(kept: Kept): boolean {
    remove(FOUND, CHOICES, SAVED);
    const whole = put(FOUND, kept.found) && put(CHOICES, kept.choices);
    // Half a draft is none.
    if (!whole) remove(FOUND, CHOICES);
    return whole;
  },
  choices: (choices: string): boolean => put(CHOICES, choices),
  draft(): Kept | null {
    const [found, choices] = [get(FOUND), get(CHOICES)];
    return found !== null && choices !== null ? { found, choices } : null;
  },
  save: (saved: Saved): boolean => put(SAVED, JSON.stringify(saved)),
  saved(): Saved | null {
    try {
      return JSON.parse(get(SAVED) ?? "null") as Saved | null;
    } catch {
      return null;
    }
  },
  /** What is written or pasted and not read yet. */
  write: (text: string): boolean => put(TEXT, text),
  text: (): string => get(TEXT) ?? "",
  clear: (): void => remove(FOUND, CHOICES, SAVED, TEXT),
};
