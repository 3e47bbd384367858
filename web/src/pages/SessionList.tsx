/** All sessions by day, some at a time, with those that still wait for the program. */
import { pathOf } from "../app/router";
import type { SessionLine } from "../store/history";
import type { ListedLine } from "../store/sessions";
import { t, tenthsText, writtenDay, writtenMoment, writtenTime } from "../text";
import { dayBefore, dayOf } from "../text/when";
import { readable } from "./summary";

interface Props {
  lines: readonly ListedLine[];
  titles: ReadonlyMap<string, string>;
  /** "2026-11-30" */
  today: string;
  onDelete: (line: ListedLine) => void;
  /** Null where there are no older ones. */
  onMore: (() => void) | null;
}

export function SessionList({ lines, titles, today, onDelete, onMore }: Props) {
  return (
    <section class="stack session-list no-print" aria-labelledby="all-sessions">
      <h2 id="all-sessions">{t("lookback.list_title")}</h2>
      {days(lines).map(([day, ofDay]) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h3 id={`day-${day}`} class="day">
            {dayName(day, today, ofDay[0]?.started_at ?? day)}
          </h3>
          <ul class="sessions">
            {ofDay.map((line) => (
              <Item key={line.id} line={line} titles={titles} onDelete={() => onDelete(line)} />
            ))}
          </ul>
        </section>
      ))}
      {onMore && (
        <div class="buttons">
          <button type="button" onClick={onMore}>
            {t("lookback.more")}
          </button>
        </div>
      )}
    </section>
  );
}

function Item({ line, titles, onDelete }: { line: ListedLine; titles: ReadonlyMap<string, string>; onDelete: () => void }) {
  const { id, guide, started_at, ending, source, skipped, state } = line;
  const notes = [
    ending === "stopped" ? t("history.stopped") : doneText(line),
    ...(skipped > 0 ? [t("history.skipped", { count: skipped })] : []),
    ...(source === "self-reported" ? [t("history.clock")] : []),
    ...(ending === "ended_early" ? [t("history.early")] : []),
  ];
  return (
    <li class="card">
      <div>
        <a href={pathOf({ page: "end", id })}>
          <time dateTime={started_at}>{writtenTime(started_at)}</time> <span>{titles.get(guide) ?? readable(guide)}</span>
        </a>
        <p class="quiet small">{notes.join(" · ")}</p>
        {state !== "saved" && <p class="tag small">{state === "waiting" ? t("history.waiting") : t("history.refused")}</p>}
      </div>
      <button type="button" aria-label={t("history.delete_named", { date: writtenMoment(started_at) })} onClick={onDelete}>
        {t("history.delete_one")}
      </button>
    </li>
  );
}

/** What was done of a session, in a few words; what is nothing is not counted out to anybody. */
export function doneText({ done, parts, hold_s }: Pick<SessionLine, "done" | "parts" | "hold_s">): string {
  if (done === parts && done > 0) return t("history.all");
  if (done > 0) return t("history.summary", { done, count: parts });
  return hold_s >= 1 ? t("history.held", { seconds: tenthsText(Math.round(hold_s)) }) : t("history.begun");
}

/** Sessions, the newest first, put together by the day they began on where the person was. */
function days(lines: readonly ListedLine[]): [string, ListedLine[]][] {
  const found = new Map<string, ListedLine[]>();
  for (const line of lines) {
    const day = dayOf(line.started_at);
    found.set(day, [...(found.get(day) ?? []), line]);
  }
  return [...found];
}

function dayName(day: string, today: string, startedAt: string): string {
  if (day === today) return t("history.today");
  if (day === dayBefore(today)) return t("history.yesterday");
  return writtenDay(startedAt);
}
