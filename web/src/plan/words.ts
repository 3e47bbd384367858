/** How often, on which days and when not, in the page's language. */
import { type Cadence, type Day, DAYS, type Often } from "../store/plan";
import { andText, t, timeText, weekdayText } from "../text";

/** A week whose days are known: 1 January 2024 was a Monday. */
const dateOf = (day: Day): string => `2024-01-0${DAYS.indexOf(day) + 1}`;

export const dayText = (day: Day, length: "short" | "long" = "long"): string => weekdayText(dateOf(day), length);

/** "3 times a day" */
export function oftenText(often: Often): string {
  switch (often.kind) {
    case "times_a_day":
      return t("plan.times_a_day", { count: often.times });
    case "every":
      return often.minutes % 60 === 0 ? t("plan.every_hours", { count: often.minutes / 60 }) : t("plan.every_minutes", { count: often.minutes });
    case "at":
      return t("plan.at_hours", { times: andText(often.times.map(timeText)) });
  }
}

/** Days in a row are told by the first and the last: "Monday to Friday". */
export function daysText(days: readonly Day[]): string {
  if (days.length === DAYS.length) return t("plan.every_day");
  const [first, last] = [days[0], days.at(-1)];
  if (first && last && days.length > 2 && DAYS.indexOf(last) - DAYS.indexOf(first) === days.length - 1) return t("plan.days_span", { from: dayText(first), to: dayText(last) });
  return andText(days.map((day) => dayText(day)));
}

/** "3 times a day, Monday to Friday" */
export const cadenceText = ({ often, days }: Cadence): string => t("plan.cadence", { often: oftenText(often), days: daysText(days) });
