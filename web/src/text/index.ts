/** The page's words in the language of the person: the one that they chose, else the first of their browser's that is here. */
import { settings } from "../store/settings";
import { type SameShape, translator } from "./catalogue";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";

/** Every language of the page, each named in its own words. */
export const LANGUAGES = { en: "English", de: "Deutsch", es: "Español" } as const;
export type Language = keyof typeof LANGUAGES;

const CATALOGUES: Record<Language, SameShape<typeof en>> = { en, de, es };

/** The first of these tags that the page speaks; "de-AT" is German. English when it speaks none. */
export function firstSpoken(tags: readonly (string | null)[]): Language {
  const spoken = tags.map((tag) => tag?.toLowerCase().split("-")[0]).find((tag) => tag !== undefined && Object.hasOwn(LANGUAGES, tag));
  return (spoken as Language | undefined) ?? "en";
}

/** Holds until the page is loaded anew. */
export const language = firstSpoken([settings.get().language, ...(typeof navigator === "undefined" ? [] : navigator.languages)]);

/** The `lang` of words in another language than the page's; none where they are in it. */
export const langOf = (words: string): string | undefined => (words === language ? undefined : words);

/** A language's name in the page's language: "German". */
export const languageName = (tag: string): string => new Intl.DisplayNames([language], { type: "language" }).of(tag) ?? tag;

/** A number with one decimal: "4.5". */
export const tenthText = (value: number): string => new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);

/** For what has no path: lists, and the names of a section's texts. */
export const catalogue = CATALOGUES[language];

export const t = translator<typeof en>(catalogue as typeof en, language);

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
