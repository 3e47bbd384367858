/** The pictures of the history: this week, and guide by guide. Fetched when the history is opened: they bring d3 along. */
import "./history.css";

import type { Course } from "../store/history";
import { t } from "../text";
import { ByGuide } from "./ByGuide";
import { Week } from "./Week";

export { TakeOut } from "./TakeOut";

export function LookBack({ courses, titles, today }: { courses: readonly Course[]; titles: ReadonlyMap<string, string>; today: string }) {
  return (
    <>
      <Week today={today} />
      <ByGuide courses={courses} titles={titles} today={today} />
      <p class="quiet small look-note">{t("lookback.note")}</p>
    </>
  );
}
