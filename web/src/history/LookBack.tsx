/** The pictures of the history: this week, and guide by guide. Fetched when the history is opened: they bring d3 along. */
import "./history.css";

import type { Course } from "../store/history";
import { t } from "../text";
import { ByGuide } from "./ByGuide";
import { Week } from "./Week";

export { TakeOut } from "./TakeOut";

interface Props {
  courses: readonly Course[];
  titles: ReadonlyMap<string, string>;
  today: string;
  /** Changes when what is kept has changed. */
  turn: number;
}

export function LookBack({ courses, titles, today, turn }: Props) {
  return (
    <>
      <Week today={today} turn={turn} />
      <ByGuide courses={courses} titles={titles} today={today} turn={turn} />
      <p class="quiet small look-note">{t("lookback.note")}</p>
    </>
  );
}
