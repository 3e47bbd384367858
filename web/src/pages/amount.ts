/** How often a step is done, where it says more than a number: "3 sets of 10, 30 s rest". */
import type { Amount } from "../session/protocol";
import { t } from "../text";

/** Null where there are neither sets nor rests: the sentence says the rest. */
export function amountText(amount: Amount | null | undefined): string | null {
  if (!amount) return null;
  const { at_least, at_most, sets, rest_between_repetitions_s: each, rest_between_sets_s: between } = amount;
  if (sets === 1 && each === null) return null;
  const times = at_most !== null && at_most > at_least ? t("guide.amount.range", { least: at_least, most: at_most }) : String(at_least);
  const parts = [sets > 1 ? t("guide.amount.sets", { sets, times }) : t("guide.amount.times", { times })];
  // Where only sets have a rest it needs no more words.
  if (each !== null) parts.push(t("guide.amount.rest_each", { time: timeText(each) }));
  if (between !== null) parts.push(t(each === null ? "guide.amount.rest" : "guide.amount.rest_sets", { time: timeText(between) }));
  return parts.join(", ");
}

/** "30 s", "2 min", "1:30 min" */
function timeText(seconds: number): string {
  const rest = seconds % 60;
  if (seconds < 60 || rest % 1 !== 0) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return rest === 0 ? `${minutes} min` : `${minutes}:${String(rest).padStart(2, "0")} min`;
}
