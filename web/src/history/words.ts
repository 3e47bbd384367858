/** What a look back says of a value, a span of time and a week, in the page's language. */
import type { Kind, Range, View } from "../store/history";
import type { Side } from "../session/protocol";
import { dateText, datesText, hundredthsText, lengthText, monthText, percentText, shortDateText, shortMonthText, t, writtenMoment } from "../text";
import { daysLater } from "./days";
import type { Group, Unit } from "./groups";

/** Angles are told in whole degrees: tenths would promise more than a camera knows. */
export function amountText(value: number, unit: string): string {
  if (unit === "deg") return `${whole(value)}°`;
  if (unit === "deg/s") return `${whole(value)}°/s`;
  if (unit === "sw") return t("lookback.of_shoulders", { share: percentText(value) });
  return hundredthsText(value);
}

/** On an axis, where the unit stands once. */
export const tickText = (value: number, unit: string): string => (unit === "sw" ? percentText(value) : amountText(value, unit));

/** Rounded up: an error is never told smaller than it is. */
export function errorText(error: number, unit: string): string {
  if (unit === "deg" || unit === "deg/s") return amountText(Math.ceil(error), unit);
  if (unit === "sw") return percentText(Math.ceil(error * 100) / 100);
  return amountText(error, unit);
}

/** Never "-0". */
const whole = (value: number): number => Math.round(value) || 0;

export function valueText({ value }: Pick<Group, "value">, { error, unit }: Pick<Range, "error" | "unit">): string {
  const amount = amountText(value, unit);
  return error === null ? amount : t("lookback.value", { value: amount, error: errorText(error, unit) });
}

/** When a group was: one session's moment, or its day, week or month. */
export function whenText({ from, until }: Pick<Group, "from" | "until">, unit: Unit): string {
  if (until === null) return writtenMoment(from);
  if (unit === "month") return monthText(from);
  return unit === "week" ? datesText(from, daysLater(until, -1)) : dateText(from);
}

/** Under a bar or on an axis. */
export const shortText = (day: string, unit: Unit): string => (unit === "month" ? shortMonthText(day) : shortDateText(day));

export const sideText = (side: Side): string => t(`end.side.${side}`);

export const viewText = (view: View): string => t(`lookback.view.${view}`);

/** From where the camera looked, in a few words. */
export const viewsText = (views: readonly View[]): string => (views.length === 0 ? t("lookback.view.unknown") : views.map(viewText).join(", "));

/** All of one point, for who can't see where it stands. */
export function pointText(group: Group, range: Range, unit: Unit): string {
  const parts = [whenText(group, unit), ...(group.side === null ? [] : [sideText(group.side)]), valueText(group, range), viewsText(group.views)];
  if (group.confidence !== null) parts.push(t("lookback.sure", { share: percentText(group.confidence) }));
  if (group.until !== null) parts.push(t("lookback.middle_of", { count: group.sessions }));
  return parts.join(", ");
}

/** The one kind sentence of a week. `past`: it is over. */
export function kindText(kind: Kind, past: boolean): string {
  switch (kind.kind) {
    case "open":
      return past ? t("lookback.kind.quiet") : t("lookback.kind.open");
    case "stopped":
      return t("lookback.kind.stopped");
    case "begun":
      return t("lookback.kind.begun", { count: kind.sessions });
    case "as_planned":
      return t("lookback.kind.as_planned", { count: kind.days, done: kind.done });
    case "done":
      return kind.hold_s >= 1 ? t("lookback.kind.held", { count: kind.done, parts: kind.parts, length: lengthText(kind.hold_s) }) : t("lookback.kind.done", { count: kind.done, parts: kind.parts });
  }
}
