/** The page's words in the language of the person: the one that they chose, else the first of their browser's that is here. */
import { settings } from "../store/settings";
import { type SameShape, translator } from "./catalogue";
import { de } from "./de";
import { en } from "./en";
import { es } from "./es";
import { asWritten } from "./when";

/** Every language of the page, each named in its own words. */
export const LANGUAGES = { en: "English", de: "Deutsch", es: "Español" } as const;
export type Language = keyof typeof LANGUAGES;

const CATALOGUES: Record<Language, SameShape<typeof en>> = { en, de, es };

/** The first of these tags that the page speaks; "de-AT" is German. English when it speaks none. */
export function firstSpoken(tags: readonly (string | null)[]): Language {
  const spoken = tags.map((tag) => tag?.toLowerCase().split("-")[0]).find((tag) => tag !== undefined && Object.hasOwn(LANGUAGES, tag));
  return (spoken as Language | undefined) ?? "en";
}

/** None outside a browser. */
const wanted = (): readonly string[] => (typeof navigator === "undefined" ? [] : navigator.languages);

/** Holds until the page is loaded anew. */
export const language = firstSpoken([settings.get().language, ...wanted()]);

/** The `lang` of words in another language than the page's; none where they are in it. */
export const langOf = (words: string): string | undefined => (words === language ? undefined : words);

/** A language's name in the page's language: "German". */
export const languageName = (tag: string): string => new Intl.DisplayNames([language], { type: "language" }).of(tag) ?? tag;

/** A number with one decimal: "4.5". */
export const tenthText = (value: number): string => new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);

/** A number with at most one decimal: "4" or "4.5". */
export const tenthsText = (value: number): string => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);

/** A number with at most two decimals: "0.31". */
export const hundredthsText = (value: number): string => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);

/** How long something took, to be read: "45 seconds", "2 minutes". */
export function lengthText(seconds: number): string {
  const [unit, value] = seconds < 90 ? (["second", Math.round(seconds)] as const) : (["minute", Math.round(seconds / 60)] as const);
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
}

/** Things one after another, the first with a capital: "Neck, shoulders". */
export function listText(things: readonly string[]): string {
  const listed = things.join(", ");
  return listed.charAt(0).toLocaleUpperCase(language) + listed.slice(1);
}

/** For what has no path: the names of a section's texts. */
export const catalogue = CATALOGUES[language];

export const t = translator<typeof en>(catalogue as typeof en, language);

/** Dates as the person writes them, in the page's language: "en-GB" where the browser asks for it. */
const locale = (): string => wanted().find((tag) => tag.startsWith(language)) ?? language;

/** "Monday, 23 November 2026" */
export const dayText = (date: Date): string => new Intl.DateTimeFormat(locale(), { dateStyle: "full" }).format(date);

/** A moment of a record, as it was on the clock where it was done; see `asWritten`. */
function written(rfc3339: string, style: Intl.DateTimeFormatOptions): string {
  const { at, timeZone } = asWritten(rfc3339);
  return new Intl.DateTimeFormat(locale(), { ...style, timeZone }).format(at);
}

/** The day of a record: "Monday, 23 November 2026". */
export const writtenDay = (rfc3339: string): string => written(rfc3339, { dateStyle: "full" });

/** The time of a record: "16:05". */
export const writtenTime = (rfc3339: string): string => written(rfc3339, { timeStyle: "short" });

/** Day and time of a record: "23 November 2026, 16:05". */
export const writtenMoment = (rfc3339: string): string => written(rfc3339, { dateStyle: "long", timeStyle: "short" });

/** A day without a place ("2026-11-30"), as the page's language writes it. */
const day = (style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale(), { ...style, timeZone: "UTC" });

const noon = (date: string): Date => new Date(`${date}T12:00:00Z`);

/** "30 November 2026" */
export const dateText = (date: string): string => day({ dateStyle: "long" }).format(noon(date));

/** "23 – 29 November 2026" */
export const datesText = (from: string, to: string): string => day({ dateStyle: "long" }).formatRange(noon(from), noon(to));

/** "November 2026" */
export const monthText = (date: string): string => day({ month: "long", year: "numeric" }).format(noon(date));

/** For an axis or a heading of a column: "30 Nov", "Nov 2026". */
export const shortDateText = (date: string): string => day({ day: "numeric", month: "short" }).format(noon(date));
export const shortMonthText = (date: string): string => day({ month: "short", year: "numeric" }).format(noon(date));

/** "Mon" or "Monday" */
export const weekdayText = (date: string, length: "short" | "long"): string => day({ weekday: length }).format(noon(date));

/** "09:30" as the language writes it. */
export const timeText = (time: string): string => day({ timeStyle: "short" }).format(new Date(`2024-01-01T${time}:00Z`));

/** "95%" as the language writes it. */
export const percentText = (share: number): string => new Intl.NumberFormat(language, { style: "percent" }).format(share);

/** "Monday, Tuesday and Friday" */
export const andText = (things: readonly string[]): string => new Intl.ListFormat(language, { type: "conjunction" }).format(things);

/** Seconds since the start as minutes and seconds: 75.4 is "1:15". */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
