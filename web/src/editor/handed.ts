/** A text that another page hands to the editor, as what a new guide begins as. */

let text: string | null = null;

export function hand(guide: string): void {
  text = guide;
}

/** Gives it once. */
export function taken(): string | null {
  const handed = text;
  text = null;
  return handed;
}
