/** The page's words in the language of the person. English is the only one so far. */
import { translator } from "./catalogue";
import { en } from "./en";

export const language = "en";

/** For what has no path: lists, and the names of a section's texts. */
export const catalogue = en;

export const t = translator(catalogue, language);

/** Dates as the person writes them, in the page's language: "en-GB" where the browser asks for it. */
const locale = (): string => navigator.languages.find((tag) => tag.startsWith(language)) ?? language;

/** "Monday, 23 November 2026" */
export const dayText = (date: Date): string => new Intl.DateTimeFormat(locale(), { dateStyle: "full" }).format(date);

/** "16:05" */
export const timeText = (date: Date): string => new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(date);

/** "23 November 2026, 16:05" */
export const momentText = (date: Date): string => new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short" }).format(date);

/** Seconds since the start as minutes and seconds: 75.4 is "1:15". */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
